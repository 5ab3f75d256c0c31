namespace ActiveActive.Engines.Lab;

/// <summary>The ports that components answer on, the same on every engine.</summary>
internal static class Ports
{
    /// <summary>Every component's HTTP API.</summary>
    public const int Http = 8070;

    /// <summary>SQS and DynamoDB.</summary>
    public const int Aws = 4566;

    /// <summary>PostgreSQL.</summary>
    public const int Postgres = 5432;

    /// <summary>DNS, over UDP and TCP.</summary>
    public const int Dns = 8053;
}
