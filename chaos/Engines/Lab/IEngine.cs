namespace ActiveActive.Engines.Lab;

/// <summary>What runs the lab's components, and knows where their evidence lies. Disposing ends what the engine started.</summary>
internal interface IEngine : IAsyncDisposable
{
    /// <summary>processes or docker.</summary>
    string Name { get; }

    /// <summary>By what somebody fails a component past the lab: docker, or a signal.</summary>
    string Outside { get; }

    /// <summary>Folder of the histories, a file for each component.</summary>
    string Histories { get; }

    /// <summary>The destination's delivery log.</summary>
    string DeliveryLog { get; }

    /// <summary>Every record that the lab was given, over all its lives.</summary>
    string GivenRecords { get; }

    /// <summary>The faults that hold, for a life of the lab that comes after a killed one.</summary>
    string FaultJournal { get; }

    /// <summary>True when the components go on running without the lab's controller: what it has failed would stay so.</summary>
    bool Outlives { get; }

    /// <summary>Starts every component, or finds those that run, and returns when all work together.</summary>
    Task<LabParts> StartAsync(IProgress<string> progress, CancellationToken cancellation);

    /// <summary>Looks at all components, so that their states are of now.</summary>
    Task RefreshAsync(CancellationToken cancellation);

    /// <summary>Copies what the components printed into a folder.</summary>
    Task CopyLogsAsync(string folder, CancellationToken cancellation);
}
