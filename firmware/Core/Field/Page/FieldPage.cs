namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>A console line in, its answer out (docs/console.md).</summary>
    public delegate string DeskDo(string line);

    /// <summary>True where a console line changes anything.</summary>
    public delegate bool DeskWrites(string line);

    /// <summary>Opens the page's one file for one answer; null where it is not on the drive.</summary>
    public delegate PageBody OpenPage();

    /// <summary>
    /// What the box's page answers to which request. Reading is open, writing needs the PIN; the words are those of the console, so the page can do nothing that the console cannot.
    /// The ports bring bytes (docs/field/phone-page.md names the addresses).
    /// </summary>
    public class FieldPage
    {
        private const string Json = "application/json";
        private const string Html = "text/html";
        private const string Text = "text/plain";

        // Where phones look whether a network leads to the internet: Android, Apple, Windows, Firefox. They are sent to the page, and the phone offers to open it.
        private static string[] _probes;

        private static string[] Probes
        {
            get
            {
                return _probes ?? (_probes = new string[]
                {
                    "/generate_204", "/gen_204", "/hotspot-detect.html", "/library/test/success.html", "/connecttest.txt", "/ncsi.txt", "/redirect", "/success.txt", "/canonical.html",
                });
            }
        }

        private readonly DeskDo _do;
        private readonly DeskWrites _writes;
        private readonly OpenPage _open;
        private readonly PinGate _gate;
        private readonly string _address;

        /// <summary>The page in front of a desk; <paramref name="address"/> is the host as phones write it, e.g. 192.168.4.1 or localhost:8080.</summary>
        public FieldPage(string address, DeskDo desk, DeskWrites writes, OpenPage open, PinGate gate)
        {
            _address = address;
            _do = desk;
            _writes = writes;
            _open = open;
            _gate = gate;
        }

        /// <summary>When a person last used the page, on the clock of <see cref="Answer"/>; what the page fetches by itself (auto=1) and what phones ask by themselves does not count.</summary>
        public long LastUseMs { get; private set; }

        /// <summary>Answers a whole or refused request at <paramref name="elapsedMs"/> of a clock that never steps.</summary>
        public PageAnswer Answer(PageRequest request, long elapsedMs)
        {
            if (request.Refusal != 0)
                return new PageAnswer(request.Refusal, Text, new TextBody("The request was refused.\n"), "", false);
            // Every name leads to the box (DnsAnswers), so what was meant for another host arrives here too.
            if (request.Host != _address)
                return request.IsPost ? Plain(request, 421, "This is a data logger at http://" + _address + "/\n") : ToThePage(request);
            if (IsProbe(request.Path))
                return ToThePage(request);
            PageAnswer answer = Route(request, elapsedMs);
            if (answer.Status == 200 && request.Query("auto") == null)
                LastUseMs = elapsedMs;
            return answer;
        }

        private PageAnswer Route(PageRequest request, long elapsedMs)
        {
            switch (request.Path)
            {
                case "/":
                    return request.IsPost ? Plain(request, 405, "GET only\n") : Page(request);
                case "/do":
                    return request.IsPost ? Write(request, request.Form("line"), elapsedMs) : Read(request, request.Query("line"));
                case "/time":
                    return request.IsPost ? Write(request, Time("set", request.Form("ms")), elapsedMs) : Read(request, Time("offer", request.Query("ms")));
                case "/export":
                    return request.IsPost ? Plain(request, 405, "GET only\n") : Export(request);
                default:
                    return Plain(request, 404, "Not here. The page is at http://" + _address + "/\n");
            }
        }

        private PageAnswer Page(PageRequest request)
        {
            PageBody page = _open();
            if (page == null)
                page = new TextBody("<!DOCTYPE html><meta name=viewport content=\"width=device-width\"><h1>KarstLogger</h1><p>The file of the page is not on the drive (docs/flashing.md)."
                    + " The box works; these lines do too. 页面文件不在盘上，记录仪工作正常：<p><a href=\"/do?line=status\">status</a> <a href=\"/do?line=live\">live</a>"
                    + " <a href=\"/do?line=visit\">visit</a> <a href=\"/export?since=0\">export</a>");
            return new PageAnswer(200, Html, page, "", request.IsHead);
        }

        private PageAnswer Read(PageRequest request, string line)
        {
            if (line == null || line.Length > PageLimits.LineLengthMost)
                return Refused(request, 400, "bad-value", "line is missing, is no UTF-8 text, or has more than " + PageLimits.LineLengthMost + " characters", 0);
            if (_writes(line))
                return Refused(request, 405, "pin", "this line changes the box: it comes as a POST with the header X-Pin", 0);
            return Done(request, line);
        }

        private PageAnswer Write(PageRequest request, string line, long elapsedMs)
        {
            if (line == null || line.Length > PageLimits.LineLengthMost)
                return Refused(request, 400, "bad-value", "line is missing, is no UTF-8 text, or has more than " + PageLimits.LineLengthMost + " characters", 0);
            if (!_gate.HasPin)
                return Refused(request, 401, "no-pin", "this box has no PIN (secrets.conf, section page): it is read only", 0);
            if (_gate.Open(request.Pin, elapsedMs))
                return Done(request, line);
            long closedMs = _gate.ClosedMs(elapsedMs);
            return closedMs > 0
                ? Refused(request, 429, "pin-closed", "too many wrong PINs: wait " + (closedMs + 999) / 1000 + " s", (closedMs + 999) / 1000)
                : Refused(request, 401, "pin", request.Pin.Length == 0 ? "the PIN is needed" : "the PIN is wrong", 0);
        }

        private PageAnswer Done(PageRequest request, string line)
        {
            return new PageAnswer(200, line.EndsWith("--json") ? Json : Text, new TextBody(_do(line)), "", request.IsHead);
        }

        private PageAnswer Export(PageRequest request)
        {
            string since = request.Query("since");
            if (since == null || !ExportBody.IsKey(since))
                return Plain(request, 400, "since is missing or is no key; permitted: 0, or epoch:sequence as in 1a2b3c4d:17\n");
            ExportBody body = new ExportBody(_do, since, request.Query("frames") != null);
            return new PageAnswer(200, "text/csv", body, "Content-Disposition: attachment; filename=\"record.csv\"\r\n", request.IsHead);
        }

        // The words of the time verb; null where ms is no whole number of milliseconds since 1970.
        private static string Time(string word, string ms)
        {
            return ms == null || !long.TryParse(ms, out long value) || value < 0 ? null : "time " + word + " " + value + " --json";
        }

        private PageAnswer ToThePage(PageRequest request)
        {
            return new PageAnswer(302, Text, new TextBody("http://" + _address + "/\n"), "Location: http://" + _address + "/\r\n", request.IsHead);
        }

        private static PageAnswer Plain(PageRequest request, int status, string words)
        {
            return new PageAnswer(status, Text, new TextBody(words), "", request.IsHead);
        }

        private static PageAnswer Refused(PageRequest request, int status, string code, string words, long waitSeconds)
        {
            return new PageAnswer(status, Json, new TextBody("{\"ok\":false,\"verb\":\"page\",\"code\":\"" + code + "\",\"say\":[\"" + words + "\"],\"wait_s\":" + waitSeconds + "}"),
                waitSeconds > 0 ? "Retry-After: " + waitSeconds + "\r\n" : "", request.IsHead);
        }

        private static bool IsProbe(string path)
        {
            foreach (string probe in Probes)
                if (path == probe)
                    return true;
            return false;
        }
    }
}
