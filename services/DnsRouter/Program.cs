using ActiveActive.DnsRouter;
using ActiveActive.DnsRouter.Api;
using ActiveActive.Hosting;

return await args.RunLabServiceAsync(builder =>
{
    builder.AddLabDefaults();
    builder.AddDnsRouter();
    return builder.Build().MapLabDefaults().MapRouterApi();
});
