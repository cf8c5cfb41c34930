using System.Reflection;

[assembly: AssemblyTitle("KarstLogger.Loader")]
[assembly: AssemblyProduct("KarstLogger")]
[assembly: AssemblyVersion("1.0.0.0")]
