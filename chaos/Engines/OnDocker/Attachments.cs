using System.Text.Json;
using ActiveActive.Scenarios;
using Docker.DotNet.Models;

namespace ActiveActive.Engines.OnDocker;

/// <summary>
/// Where every component belongs, by the name of the network in docker-compose.yml. Docker forgets a container's address with its
/// last network, so it is written down while the container has it, for a later life of the controller too.
/// </summary>
internal sealed class Attachments
{
    private readonly string _path;
    private readonly Dictionary<string, Dictionary<string, Attachment>> _known;

    public Attachments(string path)
    {
        _path = path;
        _known = File.Exists(path)
            ? JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Attachment>>>(File.ReadAllText(path))!
            : [];
    }

    /// <summary>The networks of a component.</summary>
    /// <exception cref="LabEnvironmentException">It was never seen in any.</exception>
    public IReadOnlyDictionary<string, Attachment> Of(string component) => _known.TryGetValue(component, out var found)
        ? found
        : throw new LabEnvironmentException($"{component} is in no network and was never seen in one; make it anew: docker compose up -d --force-recreate {component.Replace('/', '-')}");

    /// <summary>Writes down what is seen. A container that was made anew may have moved; one that lost a network has not.</summary>
    public void Learn(IReadOnlyDictionary<string, ContainerListResponse> containers, IReadOnlyDictionary<string, string> networks)
    {
        foreach (var (component, container) in containers)
        {
            var own = _known.TryGetValue(component, out var before) ? before : _known[component] = [];
            foreach (var (network, name) in networks)
            {
                if (container.NetworkSettings?.Networks?.TryGetValue(name, out var endpoint) != true)
                    continue;
                var address = endpoint!.IPAMConfig?.IPv4Address is { Length: > 0 } given ? given : endpoint.IPAddress;
                if (!string.IsNullOrEmpty(address))
                    own[network] = new Attachment(address, [component.Replace('/', '-')]);
            }
        }

        File.WriteAllText(_path + ".part", JsonSerializer.Serialize(_known));
        File.Move(_path + ".part", _path, overwrite: true);
    }
}
