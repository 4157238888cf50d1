import "@fontsource-variable/inter/wght.css";
import "./theme/tokens.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { Notices } from "./notices.tsx";
import { queries } from "./queries.ts";
import { useScheme } from "./theme/choice.ts";
import { theme, variables } from "./theme/theme.ts";

/** The page's policy allows only styles with this nonce; react-remove-scroll (dialogs) reads it from its bundler's global. */
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
Object.assign(globalThis, { __webpack_nonce__: nonce });

function Root() {
  const scheme = useScheme();
  useEffect(() => {
    // What a phone draws round the page.
    const ground = getComputedStyle(document.body).backgroundColor;
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.setAttribute("content", ground);
  }, [scheme]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notices />
        <App />
      </QueryClientProvider>
    </MantineProvider>
  );
}

// It is of use from the first dialog on, and no part of the first picture.
setTimeout(() => void import("./ui/focus.ts").catch(() => undefined), 1500);

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
