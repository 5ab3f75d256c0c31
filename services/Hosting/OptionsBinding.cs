using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ActiveActive.Hosting;

/// <summary>Options are sealed records, bound once at start; a bad one stops the process and names the setting.</summary>
public static class OptionsBinding
{
    /// <summary>Binds section <paramref name="section"/>, validates it and adds it as a singleton.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or out of range.</exception>
    public static T AddSettings<T>(this IHostApplicationBuilder builder, string section, Func<T, string?> validate)
        where T : class, new()
    {
        T options;
        try
        {
            options = builder.Configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new InvalidSettingException($"section {section}: {wrong.InnerException?.Message ?? wrong.Message}");
        }

        if (validate(options) is { } problem)
            throw new InvalidSettingException(problem);
        builder.Services.AddSingleton(options);
        return options;
    }
}

/// <summary>A setting that cannot be used; the message names it and says what would do.</summary>
public sealed class InvalidSettingException(string message) : CannotStartException(message);
