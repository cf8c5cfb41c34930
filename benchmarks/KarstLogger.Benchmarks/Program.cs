if (args is ["scaling"])
    KarstLogger.Benchmarks.PipelineScaling.Run();
else
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
