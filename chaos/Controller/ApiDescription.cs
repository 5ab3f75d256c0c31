using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace ActiveActive.Controller;

/// <summary>The OpenAPI description of the routes: made from them, so that it cannot tell of others.</summary>
internal static class ApiDescription
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/openapi.json";

    private const string Bearer = "bearer";

    /// <summary>Has it made.</summary>
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ActiveActive lab", Version = "1",
                Description = "One lab: look at it, break it, run scenarios on it. Every error is an ErrorAnswer, a sentence.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "The token in lab.json, which only its owner can read." },
            };
            var guarded = document.Paths.Where(path => path.Key.StartsWith("/api", StringComparison.Ordinal)).SelectMany(path => path.Value.Operations!.Values);
            foreach (var operation in guarded)
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];

            return Task.CompletedTask;
        });
    });

    /// <summary>What a route is called and does.</summary>
    public static T Says<T>(this T route, string name, string summary)
        where T : IEndpointConventionBuilder => route.WithName(name).WithSummary(summary);

    /// <summary>Errors that a route answers with.</summary>
    public static T Refuses<T>(this T routes, params int[] statuses)
        where T : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            routes.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ErrorAnswer), ["application/json"]));
        return routes;
    }

    /// <summary>What a body can be refused for, beside what it says.</summary>
    public static T RefusesBodies<T>(this T route)
        where T : IEndpointConventionBuilder => route.Refuses(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
}
