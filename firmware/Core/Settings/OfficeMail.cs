using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>Obeys what came down while the box was on the air: configuration texts and commands. Each gets one answer in words.</summary>
    public class OfficeMail
    {
        private readonly LoggerState _state;
        private readonly ConfigurationStore _store;
        private readonly ClockKeeper _clock;
        private readonly string _logger;

        /// <summary>The mail of one logger.</summary>
        public OfficeMail(LoggerState state, ConfigurationStore store, ClockKeeper clock, uint loggerId)
        {
            _state = state;
            _store = store;
            _clock = clock;
            _logger = LoggerId.ToText(loggerId);
        }

        /// <summary>True where a command wants the box to start anew after this wake.</summary>
        public bool WantsReboot { get; private set; }

        /// <summary>Words of maintenance events; elements are text.</summary>
        public ArrayList MaintenanceEvents { get; } = new ArrayList();

        /// <summary>Obeys one message.</summary>
        /// <returns>The answer; null where the message is not for us to answer (a retained configuration that we know).</returns>
        public string Obey(LinkMessage message)
        {
            if (message.Topic == Topics.Config(_logger))
                return ObeyConfiguration(message.Payload);
            if (message.Topic == Topics.Command(_logger))
                return ObeyCommand(RemoteCommand.Parse(message.Payload));
            return null;
        }

        private string ObeyConfiguration(byte[] payload)
        {
            // The retained message comes with every contact: the same bytes are answered once.
            uint mark = Crc32.Of(payload, 0, payload.Length);
            if (payload.Length == 0 || mark == _state.LastConfigurationMark)
                return null;
            _state.LastConfigurationMark = mark;
            return _store.Offer(Topics.Config(_logger), Encoding.UTF8.GetString(payload, 0, payload.Length));
        }

        private string ObeyCommand(RemoteCommand command)
        {
            if (command == null)
                return "command refused: the form is 'id=number expires=seconds do=verb'";
            string answer = "id=" + command.Id + " ";
            if (command.Id == _state.LastCommandId)
                return answer + "done before";
            // Without a set clock nobody knows whether a command has expired; it is then not obeyed.
            if (_clock.Source == ClockSource.Unset || _clock.Seconds >= command.ExpiresSeconds)
                return answer + "expired";
            _state.LastCommandId = command.Id;
            switch (command.Verb)
            {
                case "maintenance":
                    return answer + Maintenance(command.Integer("minutes", 0, 240, 30));
                case "reboot":
                    WantsReboot = true;
                    return answer + "done: reboot after this contact";
                default:
                    return answer + "refused: '" + command.Verb + "' is not known; permitted: maintenance, reboot";
            }
        }

        private string Maintenance(int minutes)
        {
            if (minutes < 0)
                return "refused: minutes; permitted: 0 to 240";
            _state.MaintenanceUntilSeconds = minutes == 0 ? 0 : _clock.Seconds + (uint)minutes * 60;
            MaintenanceEvents.Add("minutes=" + minutes + " by=office");
            return "done: maintenance for " + minutes + " min";
        }
    }
}
