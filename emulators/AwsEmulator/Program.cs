using ActiveActive.AwsEmulator;
using ActiveActive.AwsEmulator.Settings;
using ActiveActive.Hosting;

return await args.RunLabServiceAsync(builder => builder
    .AddLocalStackVariables()
    .AddLabDefaults()
    .AddAwsEmulator()
    .Build()
    .MapLabDefaults()
    .MapAwsEmulator());
