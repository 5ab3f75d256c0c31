using ActiveActive.Hosting;
using ActiveActive.RecordDestination;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    builder.AddRecordDestination();
    return builder.Build().MapLabDefaults().MapRecordDestination();
});
