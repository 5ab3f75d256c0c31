"""DynamoDB's tables by boto3: what is about tables and not about items, streams and the global table."""
import os
import unittest

from lab import Case, client

DB = client("dynamodb")
STREAMS = client("dynamodbstreams")
WEST = os.environ.get("AA_ENDPOINT_WEST")


def create(name, **more):
    return DB.create_table(**{
        "TableName": name, "BillingMode": "PAY_PER_REQUEST", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], **more})["TableDescription"]


def put(name, id, **more):
    DB.put_item(TableName=name, Item={"id": {"S": id}, **more})


class Tables(Case):
    def test_a_table_s_life(self):
        arn = create("boto-life", Tags=[{"Key": "team", "Value": "a"}])["TableArn"]
        DB.get_waiter("table_exists").wait(TableName="boto-life", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        table = DB.describe_table(TableName="boto-life")["Table"]
        self.assertEqual(("ACTIVE", "PAY_PER_REQUEST", arn), (table["TableStatus"], table["BillingModeSummary"]["BillingMode"], table["TableArn"]))
        with self.assertRaises(DB.exceptions.ResourceInUseException):
            create("boto-life")
        DB.tag_resource(ResourceArn=arn, Tags=[{"Key": "cost", "Value": "7"}])
        DB.untag_resource(ResourceArn=arn, TagKeys=["team"])
        tags = DB.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn).build_full_result()
        self.assertEqual([{"Key": "cost", "Value": "7"}], tags["Tags"])
        DB.delete_table(TableName="boto-life")
        DB.get_waiter("table_not_exists").wait(TableName="boto-life", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        self.fails("ResourceNotFoundException", "not found", DB.describe_table, TableName="boto-life")

    def test_pages_of_tables(self):
        names = [f"boto-page-{n}" for n in range(5)]
        for name in names:
            create(name)
        pages = list(DB.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2}))
        self.assertTrue(all(len(page["TableNames"]) <= 2 for page in pages))
        found = [name for page in pages for name in page["TableNames"]]
        self.assertEqual((names, sorted(found)), ([n for n in found if n.startswith("boto-page-")], found))

    def test_an_index_is_added_and_removed(self):
        create("boto-index")
        put("boto-index", "a", by={"S": "x"})
        updated = DB.update_table(
            TableName="boto-index", AttributeDefinitions=[{"AttributeName": "by", "AttributeType": "S"}],
            GlobalSecondaryIndexUpdates=[{"Create": {"IndexName": "by-by", "KeySchema": [{"AttributeName": "by", "KeyType": "HASH"}], "Projection": {"ProjectionType": "KEYS_ONLY"}}}])
        self.assertEqual("UPDATING", updated["TableDescription"]["TableStatus"])
        self.until("the index is there", lambda: DB.describe_table(TableName="boto-index")["Table"]["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE")
        found = DB.query(TableName="boto-index", IndexName="by-by", KeyConditionExpression="#b = :x",
                         ExpressionAttributeNames={"#b": "by"}, ExpressionAttributeValues={":x": {"S": "x"}})
        self.assertEqual([{"id": {"S": "a"}, "by": {"S": "x"}}], found["Items"])
        DB.update_table(TableName="boto-index", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-by"}}])
        self.until("the index is gone", lambda: "GlobalSecondaryIndexes" not in DB.describe_table(TableName="boto-index")["Table"])

    def test_settings_of_a_table(self):
        create("boto-settings")
        DB.update_time_to_live(TableName="boto-settings", TimeToLiveSpecification={"Enabled": True, "AttributeName": "ttl"})
        self.assertEqual({"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}, DB.describe_time_to_live(TableName="boto-settings")["TimeToLiveDescription"])
        DB.update_continuous_backups(TableName="boto-settings", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})
        backups = DB.describe_continuous_backups(TableName="boto-settings")["ContinuousBackupsDescription"]
        self.assertEqual(("ENABLED", "ENABLED"), (backups["ContinuousBackupsStatus"], backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]))

    def test_limits_and_endpoints(self):
        limits = DB.describe_limits()
        self.assertGreaterEqual(limits["AccountMaxReadCapacityUnits"], limits["TableMaxReadCapacityUnits"])
        self.assertEqual(1440, DB.describe_endpoints()["Endpoints"][0]["CachePeriodInMinutes"])

    def test_what_is_not_there_is_named(self):
        self.fails("TableNotFoundException", "Table not found", DB.create_backup, TableName="boto-none", BackupName="boto")


class Streams(Case):
    def test_changes_come_in_order_in_pages(self):
        arn = create("boto-stream", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})["LatestStreamArn"]
        self.assertEqual([arn], [s["StreamArn"] for s in STREAMS.list_streams(TableName="boto-stream")["Streams"]])
        for value in "12":
            put("boto-stream", "a", v={"N": value})
        DB.delete_item(TableName="boto-stream", Key={"id": {"S": "a"}})
        described = STREAMS.describe_stream(StreamArn=arn)["StreamDescription"]
        self.assertEqual(("NEW_AND_OLD_IMAGES", "boto-stream"), (described["StreamViewType"], described["TableName"]))
        (shard,) = described["Shards"]
        iterator = STREAMS.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
        first = STREAMS.get_records(ShardIterator=iterator, Limit=2)
        rest = STREAMS.get_records(ShardIterator=first["NextShardIterator"])
        records = first["Records"] + rest["Records"]
        self.assertEqual((2, ["INSERT", "MODIFY", "REMOVE"]), (len(first["Records"]), [r["eventName"] for r in records]))
        self.assertEqual(({"N": "1"}, {"N": "2"}), (records[1]["dynamodb"]["OldImage"]["v"], records[1]["dynamodb"]["NewImage"]["v"]))
        after = STREAMS.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=records[1]["dynamodb"]["SequenceNumber"])
        self.assertEqual(["REMOVE"], [r["eventName"] for r in STREAMS.get_records(ShardIterator=after["ShardIterator"])["Records"]])
        self.fails("ResourceNotFoundException", "Stream", STREAMS.describe_stream, StreamArn=arn[:-3] + "999")


@unittest.skipUnless(WEST, "AA_ENDPOINT_WEST names no second region")
class GlobalTable(Case):
    def test_a_replica_is_made_filled_and_followed(self):
        west = client("dynamodb", WEST, "us-west-2")
        create("boto-global", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})
        put("boto-global", "before")
        DB.update_table(TableName="boto-global", ReplicaUpdates=[{"Create": {"RegionName": "us-west-2"}}])
        self.until("the replica is active", lambda: [r["ReplicaStatus"] for r in DB.describe_table(TableName="boto-global")["Table"].get("Replicas", [])] == ["ACTIVE"])
        west.get_waiter("table_exists").wait(TableName="boto-global", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        west.put_item(TableName="boto-global", Item={"id": {"S": "west"}})
        for end in (DB, west):
            self.until("both are in both", lambda: {"before", "west"} == {i["id"]["S"] for i in end.scan(TableName="boto-global")["Items"]})
        DB.update_table(TableName="boto-global", ReplicaUpdates=[{"Delete": {"RegionName": "us-west-2"}}])
        west.get_waiter("table_not_exists").wait(TableName="boto-global", WaiterConfig={"Delay": 1, "MaxAttempts": 20})


if __name__ == "__main__":
    unittest.main()
