using KarstLogger.Gateway.Cli;

return await KarstCommandLine.RunAsync(args);
