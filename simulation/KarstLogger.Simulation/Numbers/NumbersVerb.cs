using System.CommandLine;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Hardware;

namespace KarstLogger.Simulation.Numbers;

/// <summary><c>karst emulate numbers</c>: prints docs/numbers.md.</summary>
public static class NumbersVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Option<string?> root = new("--root") { Description = "Folder with docs and hardware (default: here or above)." };
        Command numbers = new("numbers", "Prints the page of numbers: bytes on the air, time awake, charge, image, journal (docs/numbers.md).") { root };
        numbers.SetAction(parsed =>
        {
            try
            {
                Console.Out.Write(NumbersPage.Text(parsed.GetValue(root) ?? Path.GetDirectoryName(HardwareSet.FindFolder())!));
                return 0;
            }
            catch (BadInputException refusal)
            {
                Console.Error.WriteLine(refusal.Message);
                return 1;
            }
        });
        return numbers;
    }
}
