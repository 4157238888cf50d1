/** The demo's company. */
export const workspace = { name: "Atelier Lumen", language: "fr", zone: "Europe/Paris" } as const;
