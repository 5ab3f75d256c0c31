"""DynamoDB's items by boto3: reads, writes, expressions, batches, transactions, PartiQL. botocore checks the CRC-32 of every answer."""
import unittest
from decimal import Decimal

from boto3.dynamodb.conditions import Attr, Key

from lab import Case, client, resource

DB = client("dynamodb")


def create(name):
    """A table with a sort key, a local and a global index."""
    key = lambda hash, range: [{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]
    DB.create_table(
        TableName=name, ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}, KeySchema=key("id", "at"),
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}, {"AttributeName": "by", "AttributeType": "S"}],
        LocalSecondaryIndexes=[{"IndexName": "local", "KeySchema": key("id", "by"), "Projection": {"ProjectionType": "ALL"}}],
        GlobalSecondaryIndexes=[{"IndexName": "global", "KeySchema": key("by", "at"), "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["v"]},
                                 "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}])
    DB.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    return name


def key(id, at):
    return {"id": {"S": id}, "at": {"N": str(at)}}


class Items(Case):
    @classmethod
    def setUpClass(cls):
        cls.table = create("boto-items")

    def test_all_ten_types_come_back(self):
        item = {**key("types", 1), "b": {"B": b"\x01\xff"}, "t": {"BOOL": True}, "z": {"NULL": True}, "m": {"M": {"l": {"L": [{"S": "Grüße \U0001F600"}, {"N": "1"}]}}},
                "ss": {"SS": ["a", "b"]}, "ns": {"NS": ["1", "2"]}, "bs": {"BS": [b"a", b"b"]}, "s": {"S": ""}, "n": {"N": "-1.5E-7"}}
        put = DB.put_item(TableName=self.table, Item=item, ReturnConsumedCapacity="TOTAL")
        self.assertIn("x-amz-crc32", put["ResponseMetadata"]["HTTPHeaders"])
        # The local index holds nothing of it: it has no "by".
        self.assertEqual(1.0, put["ConsumedCapacity"]["CapacityUnits"])
        got = DB.get_item(TableName=self.table, Key=key("types", 1), ConsistentRead=True)["Item"]
        got["ss"]["SS"].sort(), got["ns"]["NS"].sort(), got["bs"]["BS"].sort()
        self.assertEqual({**item, "n": {"N": "-0.00000015"}}, got)
        part = DB.get_item(TableName=self.table, Key=key("types", 1), ProjectionExpression="m.l[0], #t", ExpressionAttributeNames={"#t": "t"})
        self.assertEqual({"m": {"M": {"l": {"L": [{"S": "Grüße \U0001F600"}]}}}, "t": {"BOOL": True}}, part["Item"])

    def test_conditions_updates_and_deletes(self):
        item = {**key("life", 1), "hits": {"N": "1"}}
        DB.put_item(TableName=self.table, Item=item, ConditionExpression="attribute_not_exists(id)")
        with self.assertRaises(DB.exceptions.ConditionalCheckFailedException):
            DB.put_item(TableName=self.table, Item=item, ConditionExpression="attribute_not_exists(id)")
        updated = DB.update_item(
            TableName=self.table, Key=key("life", 1), UpdateExpression="ADD hits :one SET #l = list_append(if_not_exists(#l, :none), :x) REMOVE gone",
            ConditionExpression="hits < :ten", ExpressionAttributeNames={"#l": "log"}, ReturnValues="ALL_NEW", ReturnItemCollectionMetrics="SIZE",
            ExpressionAttributeValues={":one": {"N": "1"}, ":none": {"L": []}, ":x": {"L": [{"S": "a"}]}, ":ten": {"N": "10"}})
        self.assertEqual({**key("life", 1), "hits": {"N": "2"}, "log": {"L": [{"S": "a"}]}}, updated["Attributes"])
        self.assertEqual({"id": {"S": "life"}}, updated["ItemCollectionMetrics"]["ItemCollectionKey"])
        # The parameters of before there were expressions.
        old = DB.update_item(TableName=self.table, Key=key("life", 1), AttributeUpdates={"hits": {"Action": "PUT", "Value": {"N": "7"}}},
                             Expected={"hits": {"Value": {"N": "2"}}}, ReturnValues="UPDATED_OLD")
        self.assertEqual({"hits": {"N": "2"}}, old["Attributes"])
        gone = DB.delete_item(TableName=self.table, Key=key("life", 1), ReturnValues="ALL_OLD")
        self.assertEqual({"N": "7"}, gone["Attributes"]["hits"])
        self.assertNotIn("Item", DB.get_item(TableName=self.table, Key=key("life", 1)))

    def test_errors_have_their_words(self):
        self.fails("ValidationException", "The provided key element does not match the schema", DB.get_item, TableName=self.table, Key={"id": {"S": "x"}})
        self.fails("ValidationException", "Invalid UpdateExpression: Syntax error; token: \"SETT\"", DB.update_item,
                   TableName=self.table, Key=key("x", 1), UpdateExpression="SETT a = b")
        self.fails("ResourceNotFoundException", "Requested resource not found", DB.get_item, TableName="boto-none", Key=key("x", 1))

    def test_transactions(self):
        put = lambda at, **more: {"Put": {"TableName": self.table, "Item": key("pay", at), **more}}
        DB.transact_write_items(TransactItems=[put(1), put(2)], ClientRequestToken="boto-token")
        DB.transact_write_items(TransactItems=[put(1), put(2)], ClientRequestToken="boto-token")
        self.fails("IdempotentParameterMismatchException", "", DB.transact_write_items, TransactItems=[put(3)], ClientRequestToken="boto-token")
        with self.assertRaises(DB.exceptions.TransactionCanceledException) as caught:
            DB.transact_write_items(TransactItems=[
                {"Update": {"TableName": self.table, "Key": key("pay", 2), "UpdateExpression": "SET v = :v", "ExpressionAttributeValues": {":v": {"N": "1"}}}},
                put(1, ConditionExpression="attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure="ALL_OLD"),
                {"Delete": {"TableName": self.table, "Key": key("pay", 9)}},
                {"ConditionCheck": {"TableName": self.table, "Key": key("pay", 8), "ConditionExpression": "attribute_not_exists(id)"}}])
        reasons = caught.exception.response["CancellationReasons"]
        self.assertEqual((["None", "ConditionalCheckFailed", "None", "None"], key("pay", 1)), ([r["Code"] for r in reasons], reasons[1]["Item"]))
        got = DB.transact_get_items(TransactItems=[{"Get": {"TableName": self.table, "Key": key("pay", at)}} for at in (2, 9)])
        self.assertEqual([{"Item": key("pay", 2)}, {}], got["Responses"])

    def test_partiql(self):
        for at in range(3):
            DB.execute_statement(Statement=f'INSERT INTO "{self.table}" VALUE {{\'id\': ?, \'at\': ?, \'v\': ?}}', Parameters=[{"S": "sql"}, {"N": str(at)}, {"S": "x"}])
        self.fails("DuplicateItemException", "Duplicate primary key", DB.execute_statement, Statement=f"INSERT INTO \"{self.table}\" VALUE {{'id': 'sql', 'at': 0}}")
        first = DB.execute_statement(Statement=f"SELECT \"at\" FROM \"{self.table}\" WHERE id = 'sql' AND \"at\" > 0", Limit=1)
        self.assertEqual([{"at": {"N": "1"}}], first["Items"])
        rest = DB.execute_statement(Statement=f"SELECT \"at\" FROM \"{self.table}\" WHERE id = 'sql' AND \"at\" > 0", NextToken=first["NextToken"])
        self.assertEqual([{"at": {"N": "2"}}], rest["Items"])
        batch = DB.batch_execute_statement(Statements=[
            {"Statement": f"UPDATE \"{self.table}\" SET v = 'y' WHERE id = 'sql' AND \"at\" = 1"},
            {"Statement": f"UPDATE \"{self.table}\" SET v = 'y' WHERE id = 'sql' AND \"at\" = 7"},
            {"Statement": f"UPDATE \"{self.table}\" SET v = 'z' WHERE id = 'sql' AND \"at\" = 2"}])["Responses"]
        self.assertEqual([None, "ConditionalCheckFailed", None], [r.get("Error", {}).get("Code") for r in batch])
        done = DB.execute_transaction(TransactStatements=[{"Statement": f"DELETE FROM \"{self.table}\" WHERE id = 'sql' AND \"at\" = {at}"} for at in (0, 1)])
        self.assertEqual(200, done["ResponseMetadata"]["HTTPStatusCode"])
        left = DB.execute_statement(Statement=f"SELECT * FROM \"{self.table}\" WHERE id = 'sql'")
        self.assertEqual([{**key("sql", 2), "v": {"S": "z"}}], left["Items"])


class Many(Case):
    """Queries, scans and batches over more than one page."""

    @classmethod
    def setUpClass(cls):
        cls.table = create("boto-many")
        # Two kilobytes each and 600 of them: above the one megabyte of a page.
        with resource("dynamodb").Table(cls.table).batch_writer() as batch:
            for at in range(600):
                batch.put_item({"id": "one", "at": at, "by": f"b{at % 3}", "v": "x", "fill": "f" * 2000})

    def test_a_query_pages_by_size_and_by_limit(self):
        ask = {"TableName": self.table, "KeyConditionExpression": "id = :id", "ExpressionAttributeValues": {":id": {"S": "one"}}}
        pages = list(DB.get_paginator("query").paginate(**ask))
        self.assertEqual((2, list(range(600))), (len(pages), [int(i["at"]["N"]) for page in pages for i in page["Items"]]))
        limited = list(DB.get_paginator("query").paginate(**ask, ScanIndexForward=False, PaginationConfig={"PageSize": 250}))
        self.assertEqual(list(reversed(range(600))), [int(i["at"]["N"]) for page in limited for i in page["Items"]])
        self.assertEqual(600, sum(p["Count"] for p in DB.get_paginator("query").paginate(**ask, Select="COUNT")))
        old = DB.query(TableName=self.table, KeyConditions={
            "id": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "one"}]},
            "at": {"ComparisonOperator": "BETWEEN", "AttributeValueList": [{"N": "3"}, {"N": "5"}]}}, AttributesToGet=["at"])
        self.assertEqual([{"at": {"N": str(at)}} for at in (3, 4, 5)], old["Items"])

    def test_a_parallel_scan_sees_everything_once(self):
        found = [int(i["at"]["N"]) for segment in range(4) for page in DB.get_paginator("scan").paginate(
            TableName=self.table, TotalSegments=4, Segment=segment, ProjectionExpression="#at", ExpressionAttributeNames={"#at": "at"}) for i in page["Items"]]
        self.assertEqual(list(range(600)), sorted(found))

    def test_indexes(self):
        table = resource("dynamodb").Table(self.table)
        found = table.query(IndexName="global", KeyConditionExpression=Key("by").eq("b1") & Key("at").lt(10))["Items"]
        self.assertEqual([{"id": "one", "at": Decimal(at), "by": "b1", "v": "x"} for at in (1, 4, 7)], found)
        local = table.query(IndexName="local", KeyConditionExpression=Key("id").eq("one") & Key("by").eq("b2"),
                            FilterExpression=Attr("at").is_in([2, 5, 6]) & Attr("fill").size().gte(2000), Select="COUNT")
        self.assertEqual((2, 200), (local["Count"], local["ScannedCount"]))

    def test_batches(self):
        got = DB.batch_get_item(RequestItems={self.table: {"Keys": [key("one", at * 100) for at in range(8)], "ProjectionExpression": "#at", "ExpressionAttributeNames": {"#at": "at"}}})
        self.assertEqual(([f"{at}00" if at else "0" for at in range(6)], {}), (sorted((i["at"]["N"] for i in got["Responses"][self.table]), key=int), got["UnprocessedKeys"]))
        written = DB.batch_write_item(RequestItems={self.table: [{"PutRequest": {"Item": key("two", 1)}}, {"DeleteRequest": {"Key": key("two", 2)}}]})
        self.assertEqual({}, written["UnprocessedItems"])
        self.fails("ValidationException", "duplicates", DB.batch_write_item, RequestItems={self.table: [{"PutRequest": {"Item": key("two", 1)}}] * 2})
        self.fails("ValidationException", "25", DB.batch_write_item, RequestItems={self.table: [{"PutRequest": {"Item": key("two", at)}} for at in range(26)]})


if __name__ == "__main__":
    unittest.main()
