import { expect, test } from "vitest";
import { readForm, writeForm } from "./multipart.ts";

const file = {
  name: "media",
  filename: 'a "b".png',
  type: "image/png",
  bytes: new Uint8Array([0, 13, 10, 45, 45, 255, 0]),
};

test("what is written is what the platform's own reader reads", async () => {
  const { type, body } = writeForm({ segment_index: "0", description: "Une ligne\r\nune « autre »" }, file);
  const form = await new Response(body as BodyInit, { headers: { "content-type": type } }).formData();
  expect(form.get("segment_index")).toBe("0");
  expect(form.get("description")).toBe("Une ligne\r\nune « autre »");
  const read = form.get("media") as File;
  expect([read.name, read.type]).toEqual(['a "b".png', "image/png"]);
  expect(new Uint8Array(await read.arrayBuffer())).toEqual(file.bytes);
});

test("a file that holds the boundary gets another one", async () => {
  const bytes = new TextEncoder().encode("x\r\n--relaymap-form-0\r\nrelaymap-form-1");
  const { type, body } = writeForm({ note: "relaymap-form-2" }, { ...file, bytes });
  expect(type).toContain("relaymap-form-3");
  const form = await new Response(body as BodyInit, { headers: { "content-type": type } }).formData();
  expect(new Uint8Array(await (form.get("media") as File).arrayBuffer())).toEqual(bytes);
});

test("what the platform writes is read, and what is no form is told", async () => {
  const given = new FormData();
  given.set("description", "Un été");
  given.set("file", new Blob([file.bytes], { type: "image/png" }), "été.png");
  const sent = new Response(given);
  const read = readForm(sent.headers.get("content-type") ?? "", new Uint8Array(await sent.arrayBuffer()));
  expect(read).toEqual({
    fields: { description: "Un été" },
    files: [{ name: "file", filename: "été.png", type: "image/png", bytes: file.bytes }],
  });
  expect(readForm("application/json", file.bytes)).toBeNull();
  expect(readForm("multipart/form-data; boundary=x", file.bytes)).toEqual({ fields: {}, files: [] });
});
