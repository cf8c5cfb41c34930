using System.Text.RegularExpressions;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>
/// Reads listings of the device framework's public signatures: a line a type from the margin, an indented line a member,
/// and gives the same names as <see cref="FrameworkMembers"/>.
/// </summary>
internal static partial class DeviceSignatures
{
    public static IEnumerable<string> Read(IEnumerable<string> listing)
    {
        string type = "";
        foreach (string line in listing)
        {
            if (!line.StartsWith(' '))
            {
                Match header = Header().Match(line);
                type = header.Groups["type"].Value.Replace('/', '.');
                yield return type;
                foreach (Capture value in header.Groups["value"].Captures)
                    yield return $"{type}.{value.Value}";
            }
            else if (!line.Contains("protected", StringComparison.Ordinal))
            {
                yield return $"{type}.{Member(type, line.Trim())}";
            }
        }
    }

    private static string Member(string type, string line)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0)
        {
            string name = line[..open].Split(' ')[^1];
            string types = Types(line[(open + 1)..line.LastIndexOf(')')]);
            return name == type[(type.LastIndexOfAny(['.', '+']) + 1)..] ? $"new({types})" : $"{name}({types})";
        }
        Match indexer = Indexer().Match(line);
        if (indexer.Success)
            return $"Item[{indexer.Groups["types"].Value}]";
        string declaration = line.Split(['=', '{'])[0].Trim();
        return declaration.Split(' ')[^1];
    }

    // "out int x, string s = null" -> "out int,string"
    private static string Types(string parameters) =>
        string.Join(',', parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Replace("params ", "", StringComparison.Ordinal).Split(" = ")[0].Trim())
            .Select(parameter => parameter[..parameter.LastIndexOf(' ')]));

    [GeneratedRegex(@"^(?:(?:sealed|abstract|static|readonly|ref) )*(?:class|struct|interface|enum|delegate \S+) (?<type>[\w.+`/]+)(?:.*\{ (?:(?<value>\w+)=-?\w+,? ?)+\})?")]
    private static partial Regex Header();

    [GeneratedRegex(@"\w+\[(?<types>[^\]]+)\] \{")]
    private static partial Regex Indexer();
}
