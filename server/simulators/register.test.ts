import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRegister } from "./register.ts";

const first = [{ handle: "lea_martin", name: "Léa Martin", about: "" }];

test("Whoever joins has an account of their own from then on, also after a restart; the same name is the same person", async () => {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-register-"));
  try {
    const before = openRegister(first, folder);
    expect(before.join("  Zoé   Roux ")).toEqual({ handle: "zoe_roux", name: "Zoé Roux", about: "" });
    expect(before.join("zoé roux")?.handle).toBe("zoe_roux");
    // Somebody of the demo's name is somebody else.
    expect(before.join("Léa Martin")?.handle).toBe("lea_martin2");
    expect(before.join("李雷")?.handle).toBe("person");
    expect(before.join(" ")).toBeNull();
    before.close();
    const after = openRegister(first, folder);
    expect(after.people.map(({ handle }) => handle)).toEqual(["lea_martin", "zoe_roux", "lea_martin2", "person"]);
    expect(after.join("Zoé Roux")?.handle).toBe("zoe_roux");
    after.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("No more than two hundred join, and each has another handle", async () => {
  const folder = await mkdtemp(join(tmpdir(), "relaymap-register-"));
  try {
    const register = openRegister(first, folder);
    for (let n = 0; n < 200; n += 1)
      expect(register.join(`Jean-Baptiste Dupont ${"x".repeat(n % 9)}${n}`)).not.toBeNull();
    expect(register.join("One more")).toBeNull();
    expect(new Set(register.people.map(({ handle }) => handle)).size).toBe(201);
    register.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
