import pg from "pg";

/** Whether a server answers at `url`: `starting` also while it recovers or shuts down. */
export async function ask(url: string): Promise<"ready" | "starting" | "absent"> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return "ready";
  } catch (error) {
    return (error as { code?: string }).code === "57P03" ? "starting" : "absent";
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes a database where it is missing. `url` is of any other database of the server; `template` must have no clients. */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount !== 0) return;
    // Copying files takes an eighth of what writing each page to the log takes, which is how PostgreSQL would do it by itself.
    const from = template === undefined ? "" : ` template ${pg.escapeIdentifier(template)} strategy file_copy`;
    await client.query(`create database ${pg.escapeIdentifier(name)}${from}`);
  } catch (error) {
    // 42P04, 23505: another process made it in this moment.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}
