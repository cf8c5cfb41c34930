namespace KarstLogger.Gateway.Accounts;

/// <summary>What a person may do; each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Reads, where reading is closed.</summary>
    Viewer = 1,

    /// <summary>Enters visits, gaugings, bottles and notes.</summary>
    Technician = 2,

    /// <summary>Approves results.</summary>
    Researcher = 3,

    /// <summary>Changes configurations and accounts.</summary>
    Maintainer = 4,
}

/// <summary>Who sent a request.</summary>
/// <param name="Name">The account.</param>
/// <param name="Role">What it may do with this request.</param>
/// <param name="ByToken">True for an API token, false for a session.</param>
public sealed record SignedIn(string Name, Role Role, bool ByToken);

/// <summary>The words of the roles.</summary>
public static class Roles
{
    /// <summary>All words, for messages.</summary>
    public const string Permitted = "viewer, technician, researcher, maintainer";

    /// <summary>The word of a role.</summary>
    public static string Word(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role of a word, or null.</summary>
    public static Role? Of(string? word) => Enum.GetValues<Role>().Where(role => role.Word() == word).Select(role => (Role?)role).FirstOrDefault();
}
