using ActiveActive.Hosting;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    return builder.Build().MapLabDefaults();
});
