using ActiveActive.Simulation.Exploration;

return SimCommand.Run(args, Console.Out, Console.Error);
