using ActiveActive.Hosting;
using ActiveActive.RecordSource;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    builder.AddRecordSource();
    return builder.Build().MapLabDefaults().MapRecordSource();
});
