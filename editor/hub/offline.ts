/** Lets the app open without a network from now on: its files are kept, with the page that shows what was kept (kept-page.tsx). */
export async function openOffline(): Promise<void> {
  if (!globalThis.isSecureContext || !("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await import("./kept-page.tsx");
  await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ keep: files.filter((name) => new URL(name).pathname.startsWith("/assets/")) });
}
