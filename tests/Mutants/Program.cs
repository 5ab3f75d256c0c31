using ActiveActive.Hosting;
using ActiveActive.Mutants;

if (args is not [var defect, .. var rest] || !Mutant.All.TryGetValue(defect, out var mutant))
{
    await Console.Error.WriteLineAsync($"error: say which defect: {string.Join(", ", Mutant.All.Keys.Order())}");
    return 2;
}

return await rest.RunLabServiceAsync(builder => mutant(builder.AddLabDefaults()));
