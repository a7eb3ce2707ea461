// The table as a Sequelize model.
import { DataTypes, Sequelize } from "sequelize";

const sequelize = new Sequelize(process.env.DATABASE_URL, { logging: false });
const key = (type) => ({ type, primaryKey: true });

export const Message = sequelize.define(
  "message",
  {
    id: key(DataTypes.TEXT),
    chat_id: key(DataTypes.BIGINT),
    from_me: key(DataTypes.BOOLEAN),
    sender: key(DataTypes.TEXT),
    timestamp: DataTypes.BIGINT,
    status: DataTypes.SMALLINT,
    revoked: DataTypes.BOOLEAN,
    version: DataTypes.BLOB,
    kind: DataTypes.TEXT,
    push_name: DataTypes.TEXT,
    wire_chat: DataTypes.TEXT,
    edit_time: DataTypes.BIGINT,
    edit_envelope: DataTypes.TEXT,
    edit_body: DataTypes.TEXT,
    body: DataTypes.TEXT,
    media: DataTypes.TEXT,
    raw: DataTypes.BLOB,
    digest: DataTypes.BLOB,
  },
  { schema: "history_import", tableName: "messages", timestamps: false },
);
