using ActiveActive.Hosting;
using ActiveActive.StageWorker;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    builder.AddStageWorker();
    return builder.Build().MapLabDefaults();
});
