using System.Collections.Immutable;

namespace ActiveActive.ConformanceTests.Fuzz;

/// <summary>A sound request for every operation, from which the unsound ones are made. «name» stands for something live.</summary>
internal static class FuzzTemplates
{
    /// <summary>SQS's actions with their parameters.</summary>
    public static readonly ImmutableArray<(string Action, string Json)> Sqs =
    [
        ("AddPermission", """{"QueueUrl":"«queue»","Label":"l1","AWSAccountIds":["123456789012"],"Actions":["SendMessage","*"]}"""),
        ("CancelMessageMoveTask", """{"TaskHandle":"eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoieSJ9"}"""),
        ("ChangeMessageVisibility", """{"QueueUrl":"«queue»","ReceiptHandle":"«handle»","VisibilityTimeout":3600}"""),
        ("ChangeMessageVisibilityBatch", """{"QueueUrl":"«queue»","Entries":[{"Id":"a","ReceiptHandle":"«handle»","VisibilityTimeout":3600},{"Id":"b","ReceiptHandle":"x"}]}"""),
        ("CreateQueue", """{"QueueName":"doomed-1","Attributes":{"DelaySeconds":"1","MaximumMessageSize":"2048","MessageRetentionPeriod":"3600","Policy":"{\"Statement\":[{\"Sid\":\"x\"}]}","VisibilityTimeout":"5"},"tags":{"a":"b"}}"""),
        ("CreateQueue", """{"QueueName":"doomed-1.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true","DeduplicationScope":"messageGroup","FifoThroughputLimit":"perMessageGroupId"}}"""),
        ("DeleteMessage", """{"QueueUrl":"«queue»","ReceiptHandle":"«handle»"}"""),
        ("DeleteMessageBatch", """{"QueueUrl":"«queue»","Entries":[{"Id":"a","ReceiptHandle":"«handle»"},{"Id":"b","ReceiptHandle":"zz"}]}"""),
        ("DeleteQueue", """{"QueueUrl":"http://localhost/000000000000/doomed-1"}"""),
        ("GetQueueAttributes", """{"QueueUrl":"«queue»","AttributeNames":["All","QueueArn"]}"""),
        ("GetQueueUrl", """{"QueueName":"fuzz","QueueOwnerAWSAccountId":"000000000000"}"""),
        ("ListDeadLetterSourceQueues", """{"QueueUrl":"http://localhost/000000000000/fuzz-dead","MaxResults":5,"NextToken":"MA=="}"""),
        ("ListMessageMoveTasks", """{"SourceArn":"«arn»fuzz-dead","MaxResults":3}"""),
        ("ListQueues", """{"QueueNamePrefix":"fu","MaxResults":3,"NextToken":"ZnV6eg=="}"""),
        ("ListQueueTags", """{"QueueUrl":"«queue»"}"""),
        ("PurgeQueue", """{"QueueUrl":"http://localhost/000000000000/fuzz-dead"}"""),
        ("ReceiveMessage", """{"QueueUrl":"«queue»","AttributeNames":["All"],"MessageSystemAttributeNames":["All"],"MessageAttributeNames":["a.*","All"],"MaxNumberOfMessages":10,"VisibilityTimeout":1,"WaitTimeSeconds":0}"""),
        ("ReceiveMessage", """{"QueueUrl":"http://localhost/000000000000/fuzz.fifo","MaxNumberOfMessages":3,"VisibilityTimeout":0,"ReceiveRequestAttemptId":"attempt"}"""),
        ("RemovePermission", """{"QueueUrl":"«queue»","Label":"l1"}"""),
        ("SendMessage", """{"QueueUrl":"«queue»","MessageBody":"hello","DelaySeconds":1,"MessageAttributes":{"a":{"DataType":"String","StringValue":"x"},"b":{"DataType":"Binary.png","BinaryValue":"AAEC"},"c":{"DataType":"Number","StringValue":"1.5e3"}},"MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}"""),
        ("SendMessage", """{"QueueUrl":"http://localhost/000000000000/fuzz.fifo","MessageBody":"hello","MessageGroupId":"g","MessageDeduplicationId":"d"}"""),
        ("SendMessageBatch", """{"QueueUrl":"«queue»","Entries":[{"Id":"a","MessageBody":"1","MessageAttributes":{"a":{"DataType":"String","StringValue":"x"}}},{"Id":"b","MessageBody":"2","DelaySeconds":0}]}"""),
        ("SetQueueAttributes", """{"QueueUrl":"«queue»","Attributes":{"VisibilityTimeout":"30","RedriveAllowPolicy":"{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"«arn»a\"]}","KmsMasterKeyId":"k","RedrivePolicy":"{\"deadLetterTargetArn\":\"«arn»fuzz-dead\",\"maxReceiveCount\":3}"}}"""),
        ("StartMessageMoveTask", """{"SourceArn":"«arn»fuzz-dead","DestinationArn":"«arn»fuzz","MaxNumberOfMessagesPerSecond":5}"""),
        ("TagQueue", """{"QueueUrl":"«queue»","Tags":{"a":"b","c":""}}"""),
        ("UntagQueue", """{"QueueUrl":"«queue»","TagKeys":["a","z"]}"""),
    ];

    /// <summary>DynamoDB's operations with their parameters.</summary>
    public static readonly ImmutableArray<(string Operation, string Json)> Dynamo =
    [
        ("BatchExecuteStatement", """{"Statements":[{"Statement":"SELECT * FROM \"fuzz\" WHERE h = 'a' AND r = 1"},{"Statement":"DELETE FROM fuzz WHERE h=? AND r=?","Parameters":[{"S":"zz"},{"N":"1"}]}],"ReturnConsumedCapacity":"TOTAL"}"""),
        ("BatchGetItem", """{"RequestItems":{"fuzz":{"Keys":[{"h":{"S":"a"},"r":{"N":"1"}},{"h":{"S":"b"},"r":{"N":"2"}}],"ProjectionExpression":"#a, m.x","ExpressionAttributeNames":{"#a":"a"},"ConsistentRead":true}},"ReturnConsumedCapacity":"INDEXES"}"""),
        ("BatchWriteItem", """{"RequestItems":{"fuzz":[{"PutRequest":{"Item":{"h":{"S":"a"},"r":{"N":"3"},"g":{"S":"x"}}}},{"DeleteRequest":{"Key":{"h":{"S":"b"},"r":{"N":"3"}}}}]},"ReturnItemCollectionMetrics":"SIZE"}"""),
        ("CreateTable", Table("doomed-1")),
        ("DeleteItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"1"}},"ConditionExpression":"attribute_exists(h) AND v > :v","ExpressionAttributeValues":{":v":{"N":"0"}},"ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}"""),
        ("DeleteItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"9"}},"Expected":{"v":{"ComparisonOperator":"BETWEEN","AttributeValueList":[{"N":"1"},{"N":"2"}]},"w":{"Exists":false}},"ConditionalOperator":"OR"}"""),
        ("DeleteTable", """{"TableName":"doomed-1"}"""),
        ("DescribeContinuousBackups", """{"TableName":"fuzz"}"""),
        ("DescribeContributorInsights", """{"TableName":"fuzz","IndexName":"by-g"}"""),
        ("DescribeEndpoints", "{}"),
        ("DescribeGlobalTable", """{"GlobalTableName":"fuzz"}"""),
        ("DescribeKinesisStreamingDestination", """{"TableName":"fuzz"}"""),
        ("DescribeLimits", "{}"),
        ("DescribeTable", """{"TableName":"arn:aws:dynamodb:us-east-1:000000000000:table/fuzz"}"""),
        ("DescribeTimeToLive", """{"TableName":"fuzz"}"""),
        ("ExecuteStatement", """{"Statement":"SELECT h, m.x[0] FROM \"fuzz\".\"by-g\" WHERE g = ? AND v BETWEEN 1 AND 2 OR contains(a, 'x')","Parameters":[{"S":"x"}],"Limit":5,"ConsistentRead":false}"""),
        ("ExecuteStatement", """{"Statement":"UPDATE fuzz SET v = v + 1 SET m.x = list_append(m.x, [1, 'a', <<1,2>>]) REMOVE q WHERE h='a' AND r=1 RETURNING ALL NEW *"}"""),
        ("ExecuteStatement", """{"Statement":"INSERT INTO fuzz VALUE {'h':'i','r':1.5e2,'m':{'x':[1,2,{'y':NULL}]},'b':TRUE}"}"""),
        ("ExecuteTransaction", """{"TransactStatements":[{"Statement":"UPDATE fuzz SET a=1 WHERE h='t' AND r=1"},{"Statement":"EXISTS(SELECT * FROM fuzz WHERE h='a' AND r=1 AND v=1)"}],"ClientRequestToken":"tok"}"""),
        ("GetItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"1"}},"ProjectionExpression":"h, m.x[1], #n","ExpressionAttributeNames":{"#n":"name"},"ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"}"""),
        ("GetItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"1"}},"AttributesToGet":["h","v"]}"""),
        ("ListBackups", """{"TableName":"fuzz","Limit":3,"BackupType":"ALL"}"""),
        ("ListGlobalTables", """{"ExclusiveStartGlobalTableName":"aaa","Limit":3}"""),
        ("ListTables", """{"ExclusiveStartTableName":"aaa","Limit":3}"""),
        ("ListTagsOfResource", """{"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/fuzz","NextToken":"x"}"""),
        ("PutItem", """{"TableName":"fuzz","Item":{"h":{"S":"a"},"r":{"N":"1"},"g":{"S":"x"},"v":{"N":"1"},"m":{"M":{"x":{"L":[{"N":"1"},{"S":"two"},{"NULL":true}]}}},"ss":{"SS":["a","b"]},"ns":{"NS":["1","-2.5e10"]},"bs":{"BS":["AAE=","AAI="]},"b":{"B":"AAEC"},"t":{"BOOL":true}},"ReturnValues":"ALL_OLD"}"""),
        ("PutItem", """{"TableName":"fuzz","Item":{"h":{"S":"b"},"r":{"N":"2"}},"ConditionExpression":"(NOT contains(#s, :s) OR size(m.x) >= :n) AND h IN (:s, :t) AND attribute_type(v, :t)","ExpressionAttributeNames":{"#s":"ss"},"ExpressionAttributeValues":{":s":{"S":"b"},":n":{"N":"1"},":t":{"S":"N"}}}"""),
        ("Query", """{"TableName":"fuzz","KeyConditionExpression":"h = :h AND r BETWEEN :a AND :b","FilterExpression":"v <> :a","ExpressionAttributeValues":{":h":{"S":"a"},":a":{"N":"0"},":b":{"N":"99"}},"Limit":2,"ScanIndexForward":false,"ExclusiveStartKey":{"h":{"S":"a"},"r":{"N":"5"}},"Select":"ALL_ATTRIBUTES"}"""),
        ("Query", """{"TableName":"fuzz","IndexName":"by-g","KeyConditions":{"g":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"x"}]}},"QueryFilter":{"v":{"ComparisonOperator":"NOT_NULL"}},"ConditionalOperator":"AND"}"""),
        ("Scan", """{"TableName":"fuzz","IndexName":"by-l","FilterExpression":"begins_with(g, :g)","ExpressionAttributeValues":{":g":{"S":"x"}},"TotalSegments":4,"Segment":1,"Limit":10,"ReturnConsumedCapacity":"INDEXES"}"""),
        ("Scan", """{"TableName":"fuzz","ScanFilter":{"v":{"ComparisonOperator":"IN","AttributeValueList":[{"N":"1"},{"S":"a"}]}},"ExclusiveStartKey":{"h":{"S":"a"},"r":{"N":"5"}},"Select":"COUNT"}"""),
        ("TagResource", """{"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/fuzz","Tags":[{"Key":"a","Value":"b"}]}"""),
        ("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"1"}},"ProjectionExpression":"v"}},{"Get":{"TableName":"fuzz","Key":{"h":{"S":"b"},"r":{"N":"1"}}}}],"ReturnConsumedCapacity":"TOTAL"}"""),
        ("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"fuzz","Item":{"h":{"S":"t"},"r":{"N":"1"}},"ConditionExpression":"attribute_not_exists(h)"}},{"Update":{"TableName":"fuzz","Key":{"h":{"S":"t"},"r":{"N":"2"}},"UpdateExpression":"ADD v :one","ExpressionAttributeValues":{":one":{"N":"1"}}}},{"Delete":{"TableName":"fuzz","Key":{"h":{"S":"t"},"r":{"N":"3"}}}},{"ConditionCheck":{"TableName":"fuzz","Key":{"h":{"S":"t"},"r":{"N":"4"}},"ConditionExpression":"attribute_not_exists(h)"}}],"ClientRequestToken":"t1"}"""),
        ("UntagResource", """{"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/fuzz","TagKeys":["a"]}"""),
        ("UpdateContinuousBackups", """{"TableName":"fuzz","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}"""),
        ("UpdateItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"1"}},"UpdateExpression":"SET v = if_not_exists(v, :z) + :one, m.x[0] = :one, l = list_append(:l, m.x) REMOVE q, m.y ADD ss :s, n :one DELETE ns :ns","ConditionExpression":"size(h) > :z","ExpressionAttributeValues":{":z":{"N":"0"},":one":{"N":"1"},":l":{"L":[]},":s":{"SS":["z"]},":ns":{"NS":["1"]}},"ReturnValues":"UPDATED_NEW"}"""),
        ("UpdateItem", """{"TableName":"fuzz","Key":{"h":{"S":"a"},"r":{"N":"2"}},"AttributeUpdates":{"v":{"Action":"ADD","Value":{"N":"1"}},"q":{"Action":"DELETE"},"w":{"Value":{"S":"x"}}},"ReturnValues":"ALL_NEW","ReturnItemCollectionMetrics":"SIZE"}"""),
        ("UpdateTable", """{"TableName":"doomed-1","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},"AttributeDefinitions":[{"AttributeName":"q","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by-q","KeySchema":[{"AttributeName":"q","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"},"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}}]}"""),
        ("UpdateTable", """{"TableName":"doomed-1","ReplicaUpdates":[{"Create":{"RegionName":"us-west-2"}}]}"""),
        ("UpdateTimeToLive", """{"TableName":"doomed-1","TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}}"""),
    ];

    /// <summary>The operations of DynamoDB Streams with their parameters.</summary>
    public static readonly ImmutableArray<(string Operation, string Json)> Streams =
    [
        ("DescribeStream", """{"StreamArn":"«stream»","Limit":10,"ExclusiveStartShardId":"shardId-0"}"""),
        ("GetRecords", """{"ShardIterator":"«iterator»","Limit":10}"""),
        ("GetShardIterator", """{"StreamArn":"«stream»","ShardId":"«shard»","ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":"100000000000000000001"}"""),
        ("ListStreams", """{"TableName":"fuzz","Limit":10,"ExclusiveStartStreamArn":"«stream»"}"""),
    ];

    /// <summary>A table with both kinds of index and a stream.</summary>
    public static string Table(string name) => $$$"""{"TableName":"{{{name}}}","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"h","AttributeType":"S"},{"AttributeName":"r","AttributeType":"N"},{"AttributeName":"g","AttributeType":"S"}],"KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"r","KeyType":"RANGE"}],"GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["v"]}}],"LocalSecondaryIndexes":[{"IndexName":"by-l","KeySchema":[{"AttributeName":"h","KeyType":"HASH"},{"AttributeName":"g","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},"Tags":[{"Key":"a","Value":"b"}]}""";
}
