using ActiveActive.Cli;

return await CommandLine.RunAsync(args, Surroundings.OfThisMachine, Console.Out, Console.Error);
