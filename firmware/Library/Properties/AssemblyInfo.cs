using System.Reflection;

[assembly: AssemblyTitle("KarstLogger.Firmware")]
[assembly: AssemblyProduct("KarstLogger")]
[assembly: AssemblyVersion("0.1.0.0")]
