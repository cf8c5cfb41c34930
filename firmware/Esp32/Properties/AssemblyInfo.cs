using System.Reflection;

[assembly: AssemblyTitle("KarstLogger.Esp32")]
[assembly: AssemblyProduct("KarstLogger")]
[assembly: AssemblyVersion("0.1.0.0")]
