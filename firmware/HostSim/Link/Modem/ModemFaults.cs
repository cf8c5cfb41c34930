namespace KarstLogger.HostSim;

/// <summary>What goes wrong in and around a cellular modem. Shares are chances per event.</summary>
public sealed class ModemFaults
{
    /// <summary>No network (mast down, valley in cloud).</summary>
    public List<Stretch> NoNetwork { get; } = [];

    /// <summary>The network is there, the broker is not.</summary>
    public List<Stretch> BrokerDown { get; } = [];

    /// <summary>The broker refuses name and password.</summary>
    public bool BrokerRefuses { get; set; }

    /// <summary>Starts after which the modem never answers.</summary>
    public double SilentShare { get; set; }

    /// <summary>Commands that end in ERROR.</summary>
    public double ErrorShare { get; set; }

    /// <summary>Commands that end in +CME ERROR.</summary>
    public double CmeErrorShare { get; set; }

    /// <summary>There is no card in its holder.</summary>
    public bool SimMissing { get; set; }

    /// <summary>PIN of the card; empty for none.</summary>
    public string SimPin { get; set; } = "";

    /// <summary>The network refuses the card.</summary>
    public bool Denied { get; set; }

    /// <summary>The card is in a foreign network.</summary>
    public bool Roams { get; set; }

    /// <summary>Access point that the operator has; another gets no data connection. Empty: any.</summary>
    public string Apn { get; set; } = "";

    /// <summary>Answers with an unsolicited word between their lines.</summary>
    public double UrcMidAnswerShare { get; set; }

    /// <summary>Bytes arrive in pieces of 1 to 7, as they do from a real port that is read quickly.</summary>
    public bool SplitReads { get; set; }

    /// <summary>Publications in which the modem begins again by itself: its supply sags when it sends.</summary>
    public double ResetMidPublishShare { get; set; }

    /// <summary>Commands that come back as a damaged echo, also after ATE0.</summary>
    public double WrongEchoShare { get; set; }

    /// <summary>The modem never stops its echo.</summary>
    public bool EchoStays { get; set; }

    /// <summary>Announced data for which the prompt comes without its sign, so that it cannot be seen.</summary>
    public double PartialPromptShare { get; set; }

    /// <summary>Publications that the broker has and the modem reports as timed out.</summary>
    public double UnconfirmedShare { get; set; }

    /// <summary>Publications at which the connection goes away.</summary>
    public double ConnectionLostShare { get; set; }

    /// <summary>Received messages whose middle is lost on the serial line.</summary>
    public double BrokenMessageShare { get; set; }

    /// <summary>True where the network tells the time.</summary>
    public bool NetworkTellsTime { get; set; } = true;

    /// <summary>Quarters of an hour between the network's local time and UTC (China: 32).</summary>
    public int LocalTimeQuarters { get; set; } = 32;

    /// <summary>True where the time server answers.</summary>
    public bool TimeServerAnswers { get; set; } = true;

    /// <summary>From rail on to the first answer, ms.</summary>
    public int BootMs { get; set; } = 8000;

    /// <summary>From the first answer to registered, ms.</summary>
    public int RegisterMs { get; set; } = 4000;

    /// <summary>One way over the air, ms.</summary>
    public int LatencyMs { get; set; } = 120;
}
