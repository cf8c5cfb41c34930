using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Firmware.Core.Supply;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>Obeys what came down while the box was on the air: configuration texts and commands. Each gets one answer in words, and the same one again when it is asked again.</summary>
    public class OfficeMail
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly ConfigurationStore _store;
        private readonly ClockKeeper _clock;
        private readonly AnswerBook _book;
        private readonly string _logger;

        /// <summary>The mail of one logger.</summary>
        public OfficeMail(LoggerPorts ports, LoggerConfiguration configuration, LoggerState state, ConfigurationStore store, ClockKeeper clock)
        {
            _ports = ports;
            _configuration = configuration;
            _state = state;
            _store = store;
            _clock = clock;
            _book = new AnswerBook(ports.Flash);
            _logger = LoggerId.ToText(ports.LoggerId);
        }

        /// <summary>True where a command wants the box to start anew after this wake.</summary>
        public bool WantsReboot { get; private set; }

        /// <summary>A resend that the uplink must do and then give to <see cref="Answer"/>; null where none is asked for.</summary>
        public RemoteCommand Resend { get; private set; }

        /// <summary>Words of maintenance events; elements are text.</summary>
        public ArrayList MaintenanceEvents { get; } = new ArrayList();

        /// <summary>Obeys one message.</summary>
        /// <returns>The answer; null where there is none (yet), or the message is not for us to answer (a retained configuration that we know).</returns>
        public string Obey(LinkMessage message)
        {
            if (message.Topic == Topics.Config(_logger))
                return ObeyConfiguration(message.Payload);
            if (message.Topic == Topics.Command(_logger))
                return ObeyCommand(RemoteCommand.Parse(message.Payload));
            return null;
        }

        /// <summary>Keeps what a command has led to; from now on it is done.</summary>
        /// <returns>The answer.</returns>
        public string Answer(RemoteCommand command, string words)
        {
            Resend = null;
            _state.LastCommandId = command.Id;
            // First what was done, then that it was done: a cut between the two does it again, which changes nothing.
            _state.Save(_ports.Flash);
            _book.Add(command.Id, words);
            return "id=" + command.Id + " " + words;
        }

        /// <summary>The resend could not be finished; the office will ask again.</summary>
        public void GiveUpResend()
        {
            Resend = null;
        }

        private string ObeyConfiguration(byte[] payload)
        {
            // The retained message comes with every contact: the same bytes are answered once.
            uint mark = Crc32.Of(payload, 0, payload.Length);
            if (payload.Length == 0 || mark == _state.LastConfigurationMark)
                return null;
            string answer = _store.Offer("config", Encoding.UTF8.GetString(payload, 0, payload.Length));
            _state.LastConfigurationMark = mark;
            _state.HeardConfiguration = _store.IsTrial ? HeardConfiguration.OnTrial : HeardConfiguration.Refused;
            _state.Save(_ports.Flash);
            _book.SetConfiguration(answer);
            return "mark=" + Words.Hex(mark) + " " + answer;
        }

        private string ObeyCommand(RemoteCommand command)
        {
            if (command == null)
                return "command refused: the form is 'id=number expires=seconds do=verb'";
            string before = _book.Find(command.Id);
            if (before != null || command.Id == _state.LastCommandId)
                return "id=" + command.Id + " done before" + (before == null ? "" : ": " + before);
            // Without a set clock nobody knows whether a command has expired; it is then not obeyed.
            if (_clock.Source == ClockSource.Unset || _clock.Seconds >= command.ExpiresSeconds)
                return "id=" + command.Id + " expired";
            string fault = command.Fault();
            if (fault != null)
                return Answer(command, "refused: " + fault);
            switch (command.Verb)
            {
                case "maint":
                    return Answer(command, Maintenance(command.Number("minutes")));
                case "awake":
                    return Answer(command, Awake(command.Number("minutes")));
                case "quiet":
                    return Answer(command, Quiet(command.Number("minutes")));
                case "selftest":
                    return Answer(command, "done: " + BoxCheck.Run(_ports, _state, _clock));
                case "resend":
                    Resend = command;
                    return null;
                default:
                    WantsReboot = true;
                    return Answer(command, "done: reboot after this contact");
            }
        }

        private string Maintenance(int minutes)
        {
            _state.MaintenanceUntilSeconds = minutes == 0 ? 0 : _clock.Seconds + (uint)minutes * 60;
            MaintenanceEvents.Add("minutes=" + minutes + " by=office");
            return "done: maintenance for " + minutes + " min";
        }

        private string Awake(int minutes)
        {
            if (minutes > 0 && SupplyPolicy.Step(_ports.Power.BatteryMillivolts(), _configuration, false) != SupplyStep.Full)
                return "refused: the battery is low; permitted from battery_low_mv = " + _configuration.BatteryLowMillivolts;
            _state.AwakeUntilSeconds = minutes == 0 ? 0 : _clock.Seconds + (uint)minutes * 60;
            _state.QuietUntilSeconds = 0;
            return "done: awake for " + minutes + " min, samples excepted";
        }

        private string Quiet(int minutes)
        {
            _state.QuietUntilSeconds = minutes == 0 ? 0 : _clock.Seconds + (uint)minutes * 60;
            _state.AwakeUntilSeconds = 0;
            return "done: radio off for " + minutes + " min after this contact";
        }
    }
}
