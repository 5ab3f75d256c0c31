using ActiveActive.AwsEmulator;
using ActiveActive.Hosting;

return await args.RunLabServiceAsync(builder => builder
    .AddLabDefaults()
    .AddAwsEmulator()
    .Build()
    .MapLabDefaults()
    .MapAwsEmulator());
