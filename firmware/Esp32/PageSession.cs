using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;
using nanoFramework.Runtime.Native;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>One stay of people at the box: page, terminal, desk, button and LED in one loop, until nobody has used the page for a quarter hour.</summary>
    public class PageSession
    {
        private const int HttpPort = 80;
        private const int TurnMs = 100;

        private static byte[] _address;

        private static byte[] Address
        {
            get { return _address ?? (_address = new byte[] { 192, 168, 4, 1 }); }
        }

        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly FieldDesk _desk;
        private readonly FieldPage _page;
        private readonly BoxButton _button;
        private readonly ConsoleLine _console;

        /// <summary>A session with the ports of this wake.</summary>
        public PageSession(LoggerPorts ports, LoggerConfiguration configuration, BoxSettings settings, BoxButton button, FieldDesk desk, ConsoleLine console)
        {
            _ports = ports;
            _configuration = configuration;
            _button = button;
            _desk = desk;
            _console = console;
            _page = new FieldPage(AccessPoint.Address, _desk.Do, FieldDesk.Writes, OpenPage, new PinGate(settings.PagePin));
        }

        /// <summary>Serves phones until the session is over, then leaves the access point switched off for the next start.</summary>
        /// <returns>True where the box should start anew.</returns>
        public bool Run()
        {
            PagePort port = new PagePort(_page, _ports.Clock);
            PhonePorts phones = new PhonePorts(Address);
            phones.Start();
            ButtonWish wish = ButtonWish.None;
            long began = _ports.Clock.ElapsedMs;
            AccessPointSession session = new AccessPointSession(began, _configuration.BatteryRadioMillivolts);
            bool isOpen = false;
            _console.Open();
            while (wish != ButtonWish.NetworkReset && !_desk.WantsReboot && !session.IsOver(_ports.Clock.ElapsedMs, _page.LastUseMs, _ports.Power.BatteryMillivolts()))
            {
                // Right after the start the network is not there yet.
                isOpen = isOpen || port.Open(HttpPort);
                if (isOpen)
                    port.Serve(TurnMs);
                else
                    _ports.Clock.Wait(TurnMs);
                _console.Serve(_desk);
                _desk.Idle();
                wish = _button.Look();
                _button.Show(LedCode.Breathing);
            }
            phones.Stop();
            port.Close();
            _console.Close();
            _desk.Leave();
            if (wish == ButtonWish.NetworkReset)
                AccessPoint.ForgetNetworks();
            else
                AccessPoint.SwitchOff();
            return wish == ButtonWish.NetworkReset || _desk.WantsReboot;
        }

        private static PageBody OpenPage()
        {
            return PageFile.Open(Application.Folder + "page.html");
        }
    }
}
