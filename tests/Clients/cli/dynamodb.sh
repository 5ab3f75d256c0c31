#!/usr/bin/env bash
# DynamoDB and its streams by the AWS CLI: every operation that Debian's knows. It checks the CRC-32 of every answer.
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

text() { local query=$1; shift; db "$@" --query "$query" --output text; }
tables_text() { local query=$1; shift; streams "$@" --query "$query" --output text; }
readonly KEY='{"id":{"S":"a"},"at":{"N":"1"}}'
readonly TWO='{"id":{"S":"a"},"at":{"N":"2"}}'

arn=$(text TableDescription.TableArn create-table --table-name cli-life --billing-mode PAY_PER_REQUEST --tags Key=team,Value=a \
  --attribute-definitions AttributeName=id,AttributeType=S AttributeName=at,AttributeType=N \
  --key-schema AttributeName=id,KeyType=HASH AttributeName=at,KeyType=RANGE \
  --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES)
does 'the table is waited for' db wait table-exists --table-name cli-life
is 'it is described' "ACTIVE $arn" text 'Table.[TableStatus,TableArn]' describe-table --table-name cli-life
does 'it is tagged' db tag-resource --resource-arn "$arn" --tags Key=cost,Value=7
does 'a tag is taken off' db untag-resource --resource-arn "$arn" --tag-keys team
is 'tags are told' 'cost 7' text 'Tags[].[Key,Value]' list-tags-of-resource --resource-arn "$arn"
does 'items expire' db update-time-to-live --table-name cli-life --time-to-live-specification Enabled=true,AttributeName=ttl
is 'by that attribute' 'ENABLED ttl' text 'TimeToLiveDescription.[TimeToLiveStatus,AttributeName]' describe-time-to-live --table-name cli-life
is 'backups go back in time' ENABLED text ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus \
  update-continuous-backups --table-name cli-life --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true
is 'and say so' ENABLED text ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus describe-continuous-backups --table-name cli-life
is 'limits are told' 40000 text TableMaxReadCapacityUnits describe-limits
is 'endpoints are told' 1440 text 'Endpoints[0].CachePeriodInMinutes' describe-endpoints

does 'an item is put' db put-item --table-name cli-life --item '{"id":{"S":"a"},"at":{"N":"1"},"b":{"B":"AP8="},"l":{"L":[{"S":"Grüße 😀"},{"NULL":true}]}}'
fails 'and not twice' ConditionalCheckFailedException 'The conditional request failed' \
  db put-item --table-name cli-life --item "$KEY" --condition-expression 'attribute_not_exists(id)'
is 'it is read' 'AP8= Grüße 😀' text 'Item.[b.B,l.L[0].S]' get-item --table-name cli-life --key "$KEY" --consistent-read
is 'it is updated' 5 text Attributes.hits.N update-item --table-name cli-life --key "$KEY" --update-expression 'ADD hits :five' \
  --expression-attribute-values '{":five":{"N":"5"}}' --return-values UPDATED_NEW
fails 'a key that is none' ValidationException 'does not match the schema' db get-item --table-name cli-life --key '{"id":{"S":"a"}}'
is 'a batch is written' '[]' db batch-write-item --output json --query 'keys(UnprocessedItems)' \
  --request-items "{\"cli-life\":[{\"PutRequest\":{\"Item\":$TWO}},{\"PutRequest\":{\"Item\":{\"id\":{\"S\":\"a\"},\"at\":{\"N\":\"3\"}}}}]}"
is 'a batch is read' '1 2' text 'sort(Responses."cli-life"[].at.N)' batch-get-item --request-items "{\"cli-life\":{\"Keys\":[$KEY,$TWO]}}"
is 'a query, in pages of one' '3 2 1' text 'Items[].at.N' query --table-name cli-life --key-condition-expression 'id = :a' \
  --expression-attribute-values '{":a":{"S":"a"}}' --no-scan-index-forward --page-size 1
is 'a scan, filtered' '1 3' text '[Count,ScannedCount]' scan --table-name cli-life --filter-expression 'hits = :five' --expression-attribute-values '{":five":{"N":"5"}}'
does 'a transaction is written' db transact-write-items --transact-items "[{\"Delete\":{\"TableName\":\"cli-life\",\"Key\":$TWO}}]"
fails 'a transaction is cancelled' TransactionCanceledException '[ConditionalCheckFailed]' db transact-write-items \
  --transact-items "[{\"ConditionCheck\":{\"TableName\":\"cli-life\",\"Key\":$KEY,\"ConditionExpression\":\"attribute_not_exists(id)\"}}]"
is 'a transaction reads' 5 text 'Responses[].Item.hits.N' transact-get-items --transact-items "[{\"Get\":{\"TableName\":\"cli-life\",\"Key\":$KEY}}]"
is 'an item is deleted' 5 text Attributes.hits.N delete-item --table-name cli-life --key "$KEY" --return-values ALL_OLD
does 'a statement inserts' db execute-statement --statement "INSERT INTO \"cli-life\" VALUE {'id': 'sql', 'at': 1}"
is 'a batch of statements' 'ConditionalCheckFailed' text 'Responses[].Error.Code' batch-execute-statement --statements \
  "[{\"Statement\":\"UPDATE \\\"cli-life\\\" SET v=1 WHERE id='sql' AND \\\"at\\\"=1\"},{\"Statement\":\"UPDATE \\\"cli-life\\\" SET v=1 WHERE id='sql' AND \\\"at\\\"=2\"}]"
is 'a transaction of statements' 1 text 'Responses[].Item.v.N' execute-transaction --transact-statements "[{\"Statement\":\"SELECT * FROM \\\"cli-life\\\" WHERE id='sql' AND \\\"at\\\"=1\"}]"

stream=$(tables_text 'Streams[0].StreamArn' list-streams --table-name cli-life)
shard=$(tables_text 'StreamDescription.Shards[0].ShardId' describe-stream --stream-arn "$stream")
iterator=$(tables_text ShardIterator get-shard-iterator --stream-arn "$stream" --shard-id "$shard" --shard-iterator-type TRIM_HORIZON)
is 'the stream tells what happened' 'INSERT MODIFY INSERT INSERT REMOVE REMOVE INSERT MODIFY' tables_text 'Records[].eventName' get-records --shard-iterator "$iterator"

is 'a table is changed' UPDATING text TableDescription.TableStatus update-table --table-name cli-life --table-class STANDARD_INFREQUENT_ACCESS
does 'another is made' db create-table --table-name cli-other --provisioned-throughput ReadCapacityUnits=1,WriteCapacityUnits=1 \
  --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH
is 'tables, in pages of one' 'cli-life cli-other' text 'TableNames[]' list-tables --page-size 1

if [ -n "${AA_ENDPOINT_WEST:-}" ]; then
  west() { local query=$1; shift; aws --endpoint-url "$AA_ENDPOINT_WEST" --region us-west-2 dynamodb "$@" --query "$query" --output text; }
  does 'a replica is made' db update-table --table-name cli-life --replica-updates '[{"Create":{"RegionName":"us-west-2"}}]'
  does 'the replica is waited for' aws --endpoint-url "$AA_ENDPOINT_WEST" --region us-west-2 dynamodb wait table-exists --table-name cli-life
  is 'it knows where it comes from' us-east-1 west 'Table.Replicas[].RegionName' describe-table --table-name cli-life
fi

does 'a table is deleted' db delete-table --table-name cli-other
does 'that is waited for' db wait table-not-exists --table-name cli-other
fails 'it is gone' ResourceNotFoundException 'not found' db describe-table --table-name cli-other
fails 'a backup of a table that is not there' TableNotFoundException 'Table not found' db create-backup --table-name cli-none --backup-name one
finish
