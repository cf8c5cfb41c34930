using BenchmarkDotNet.Running;
using KarstLogger.Benchmarks;

if (args is ["ten-years", ..])
    await TenYears.RunAsync(args.Length > 1 ? args[1] : Path.Combine(Path.GetTempPath(), "karst-ten-years.db"));
else if (args is ["first-byte", ..])
    await FirstByte.RunAsync();
else if (args is ["scaling", ..])
    PipelineScaling.Run();
else
    BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
