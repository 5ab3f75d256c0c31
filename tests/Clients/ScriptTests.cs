using Xunit;

namespace ActiveActive.ClientTests;

/// <summary>The AWS CLI. Each call is a process, so its two scripts go side by side.</summary>
public sealed class CliSqsTests
{
    [Fact]
    public Task The_AWS_CLI_plays_every_action_of_SQS() => Client.Cli.Plays(["bash", "sqs.sh"], "sqs");
}

/// <inheritdoc cref="CliSqsTests"/>
public sealed class CliDynamoDbTests
{
    [Fact]
    public Task The_AWS_CLI_plays_every_operation_of_DynamoDB() => Client.Cli.Plays(["bash", "dynamodb.sh"], "dynamodb", "dynamodbstreams");
}

/// <summary>boto3, as Debian has it.</summary>
public sealed class Boto3Tests
{
    [Fact]
    public Task Boto3_plays_every_action_of_SQS() => Client.Boto3.Plays(["python3", "-W", "ignore", "-m", "unittest", "-v", "test_sqs"], "sqs");

    [Fact]
    public Task Boto3_plays_every_operation_of_DynamoDB() =>
        Client.Boto3.Plays(["python3", "-W", "ignore", "-m", "unittest", "-v", "test_items", "test_tables"], "dynamodb", "dynamodbstreams");
}

/// <summary>The AWS SDK for JavaScript, version 3.</summary>
public sealed class JavaScriptTests
{
    [Fact]
    public Task The_SDK_for_JavaScript_plays_every_action_of_SQS() => Client.JavaScript.Plays(["node", "--test", "sqs.test.mjs"], "sqs");

    [Fact]
    public Task The_SDK_for_JavaScript_plays_every_operation_of_DynamoDB() =>
        Client.JavaScript.Plays(["node", "--test", "items.test.mjs", "tables.test.mjs"], "dynamodb", "dynamodbstreams");
}
