-- SPDX-License-Identifier: Apache-2.0
--
-- The tables of gammu-smsd 1.42, schema version 17, as gammu-smsd-tables(7)
-- describes them: for tests, where the package's own file is not at hand.
CREATE TABLE gammu (Version INTEGER NOT NULL DEFAULT '0' PRIMARY KEY);
INSERT INTO gammu (Version) VALUES (17);
CREATE TABLE inbox (
  ID INTEGER PRIMARY KEY AUTOINCREMENT,
  UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  ReceivingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')),
  Text TEXT NOT NULL, SenderNumber TEXT NOT NULL DEFAULT '',
  Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT NOT NULL,
  SMSCNumber TEXT NOT NULL DEFAULT '', Class INTEGER NOT NULL DEFAULT '-1',
  TextDecoded TEXT NOT NULL DEFAULT '', RecipientID TEXT NOT NULL,
  Processed TEXT NOT NULL DEFAULT 'false',
  Status INTEGER NOT NULL DEFAULT '-1');
CREATE TRIGGER update_inbox_time UPDATE ON inbox BEGIN
  UPDATE inbox SET UpdatedInDB = datetime('now') WHERE ID = old.ID;
END;
CREATE TABLE outbox (
  ID INTEGER PRIMARY KEY AUTOINCREMENT,
  UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  InsertIntoDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  SendingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')),
  SendBefore time NOT NULL DEFAULT '23:59:59',
  SendAfter time NOT NULL DEFAULT '00:00:00',
  Text TEXT, DestinationNumber TEXT NOT NULL DEFAULT '',
  Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT,
  Class INTEGER DEFAULT '-1', TextDecoded TEXT NOT NULL DEFAULT '',
  MultiPart TEXT NOT NULL DEFAULT 'false',
  RelativeValidity INTEGER DEFAULT '-1', SenderID TEXT,
  SendingTimeOut NUMERIC NOT NULL DEFAULT (datetime('now')),
  DeliveryReport TEXT DEFAULT 'default', CreatorID TEXT NOT NULL,
  Retries INTEGER DEFAULT '0', Priority INTEGER DEFAULT '0',
  Status TEXT NOT NULL DEFAULT 'Reserved',
  StatusCode INTEGER NOT NULL DEFAULT '-1',
  CHECK (Coding IN ('Default_No_Compression', 'Unicode_No_Compression', '8bit',
    'Default_Compression', 'Unicode_Compression')),
  CHECK (DeliveryReport IN ('default', 'yes', 'no')));
CREATE INDEX outbox_date ON outbox (SendingDateTime, SendingTimeOut);
CREATE TRIGGER update_outbox_time UPDATE ON outbox BEGIN
  UPDATE outbox SET UpdatedInDB = datetime('now') WHERE ID = old.ID;
END;
CREATE TABLE outbox_multipart (
  ID INTEGER, SequencePosition INTEGER NOT NULL DEFAULT '1', Text TEXT,
  Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT,
  Class INTEGER DEFAULT '-1', TextDecoded TEXT DEFAULT NULL,
  Status TEXT NOT NULL DEFAULT 'Reserved',
  StatusCode INTEGER NOT NULL DEFAULT '-1',
  PRIMARY KEY (ID, SequencePosition));
CREATE TABLE phones (
  IMEI TEXT PRIMARY KEY NOT NULL, ID TEXT NOT NULL,
  UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  InsertIntoDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  TimeOut NUMERIC NOT NULL DEFAULT (datetime('now')),
  Send TEXT NOT NULL DEFAULT 'no', Receive TEXT NOT NULL DEFAULT 'no',
  IMSI TEXT NOT NULL, NetCode TEXT DEFAULT 'ERROR',
  NetName TEXT DEFAULT 'ERROR', Client TEXT NOT NULL,
  Battery INTEGER NOT NULL DEFAULT -1, Signal INTEGER NOT NULL DEFAULT -1,
  Sent INTEGER NOT NULL DEFAULT 0, Received INTEGER NOT NULL DEFAULT 0);
CREATE TRIGGER update_phones_time UPDATE ON phones BEGIN
  UPDATE phones SET UpdatedInDB = datetime('now') WHERE IMEI = old.IMEI;
END;
CREATE TABLE sentitems (
  ID INTEGER, SequencePosition INTEGER NOT NULL DEFAULT '1',
  UpdatedInDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  InsertIntoDB NUMERIC NOT NULL DEFAULT (datetime('now')),
  SendingDateTime NUMERIC NOT NULL DEFAULT (datetime('now')),
  DeliveryDateTime NUMERIC NULL, Text TEXT NOT NULL,
  DestinationNumber TEXT NOT NULL DEFAULT '',
  Coding TEXT NOT NULL DEFAULT 'Default_No_Compression', UDH TEXT NOT NULL,
  SMSCNumber TEXT NOT NULL DEFAULT '', Class INTEGER NOT NULL DEFAULT '-1',
  TextDecoded TEXT NOT NULL DEFAULT '', SenderID TEXT NOT NULL,
  Status TEXT NOT NULL DEFAULT 'SendingOK',
  StatusError INTEGER NOT NULL DEFAULT '-1',
  TPMR INTEGER NOT NULL DEFAULT '-1',
  RelativeValidity INTEGER NOT NULL DEFAULT '-1', CreatorID TEXT NOT NULL,
  StatusCode INTEGER NOT NULL DEFAULT '-1',
  CHECK (Status IN ('SendingOK', 'SendingOKNoReport', 'SendingError',
    'DeliveryOK', 'DeliveryFailed', 'DeliveryPending', 'DeliveryUnknown',
    'Error')),
  PRIMARY KEY (ID, SequencePosition));
CREATE INDEX sentitems_tpmr ON sentitems (TPMR);
CREATE TRIGGER update_sentitems_time UPDATE ON sentitems BEGIN
  UPDATE sentitems SET UpdatedInDB = datetime('now') WHERE ID = old.ID;
END;
