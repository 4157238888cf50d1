import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";
import classes from "./theme.module.css";

/** A hue of the kit whose ten shades are one token: what a component takes of it is named in `variables` below. */
const hue = (token: string): MantineColorsTuple => Array.from({ length: 10 }, () => `var(--${token})`) as never;
/** The kit's greys, from a page's ground to its words, as tokens that know both themes. */
const greys = (...tokens: string[]): MantineColorsTuple => tokens.map((token) => `var(--${token})`) as never;

/**
 * Calm and precise: one typeface, an 8 px grid, one teal for what acts. Colours are `tokens.css` only: this file says which token a
 * component of the kit takes, so that both themes are one.
 */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  colors: {
    ink: hue("ink"),
    moss: hue("accent"),
    brick: hue("bad"),
    honey: hue("warn"),
    gray: greys("hover", "sunken", "line", "line-strong", "line-strong", "muted", "muted", "ink-2", "ink", "ink"),
    dark: greys("ink", "ink-2", "muted", "muted", "line-strong", "hover", "raised", "surface", "sunken", "sunken"),
  },
  primaryColor: "moss",
  variantColorResolver: (input) => {
    const usual = defaultVariantColorsResolver(input);
    return input.variant === "filled"
      ? { ...usual, color: `var(--mantine-color-${input.color ?? input.theme.primaryColor}-contrast)` }
      : usual;
  },
  defaultRadius: 9,
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "19px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "640",
    sizes: {
      h1: { fontSize: "26px", lineHeight: "1.2" },
      h2: { fontSize: "18px", lineHeight: "1.3" },
      h3: { fontSize: "15px", lineHeight: "1.35" },
    },
  },
  shadows: { sm: "var(--shadow-1)", md: "var(--shadow-2)", xl: "var(--shadow-3)" },
  // By name and without their `extend`, so that a page loads only the components that it shows.
  components: {
    Alert: { classNames: { message: classes.said! } },
    Button: { defaultProps: { size: "sm" }, classNames: { root: classes.button!, label: classes.buttonLabel! } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "ink", size: 32 } },
    Anchor: { defaultProps: { underline: "always" }, classNames: { root: classes.anchor! } },
    Input: { classNames: { input: classes.input! } },
    InputWrapper: {
      classNames: { label: classes.label!, description: classes.description!, error: classes.error! },
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
    Checkbox: { classNames: { icon: classes.tick!, input: classes.control! } },
    Drawer: { classNames: { content: classes.modal!, header: classes.modalHeader! } },
    Menu: {
      // Without the kit's focusable nothing before the items, which a menu may not hold: the first item has the focus, as people expect it.
      defaultProps: { shadow: "md", radius: 10, offset: 6, withInitialFocusPlaceholder: false },
      classNames: { dropdown: classes.floating!, item: classes.menuItem! },
    },
    Modal: {
      defaultProps: {
        radius: 20,
        shadow: "xl",
        centered: true,
        overlayProps: { color: "var(--scrim)", backgroundOpacity: 1 },
      },
      classNames: {
        content: classes.modal!,
        title: classes.modalTitle!,
        header: classes.modalHeader!,
        body: classes.modalBody!,
      },
    },
    // A page has one banner, which is its menu's.
    ModalHeader: { defaultProps: { component: "div" } },
    Notification: { defaultProps: { radius: 10 }, classNames: { root: classes.notification!, title: classes.said! } },
    // Lists scroll themselves, as lists that belong to a field may; a part of them that scrolls would have to be reached by Tab.
    MultiSelect: { defaultProps: { withScrollArea: false }, classNames: { options: classes.options! } },
    Pill: { classNames: { root: classes.pill! } },
    Popover: { defaultProps: { shadow: "md", radius: 10 }, classNames: { dropdown: classes.floating! } },
    Select: { defaultProps: { withScrollArea: false }, classNames: { options: classes.options! } },
    TagsInput: { defaultProps: { withScrollArea: false }, classNames: { options: classes.options! } },
    SegmentedControl: {
      defaultProps: { radius: 8 },
      classNames: { root: classes.segments!, indicator: classes.segment!, label: classes.segmentLabel! },
    },
    Skeleton: { defaultProps: { radius: 8 }, classNames: { root: classes.skeleton! } },
    Radio: { classNames: { icon: classes.tick!, radio: classes.control! } },
    Switch: { classNames: { thumb: classes.thumb!, track: classes.track! } },
    Tabs: { classNames: { tab: classes.tab! } },
    Tooltip: {
      defaultProps: {
        openDelay: 250,
        radius: 6,
        withArrow: true,
        multiline: true,
        events: { hover: true, focus: true, touch: true },
      },
      classNames: { tooltip: classes.tooltip! },
    },
  },
});

/** What a hue is on a filled ground, on a soft one, and as words; `on` are the words on the filled one. */
function tones(
  name: string,
  { fill, hover, on, soft, words }: Record<"fill" | "hover" | "on" | "soft" | "words", string>,
) {
  return {
    [`--mantine-color-${name}-text`]: `var(--${words})`,
    [`--mantine-color-${name}-filled`]: `var(--${fill})`,
    [`--mantine-color-${name}-filled-hover`]: `var(--${hover})`,
    [`--mantine-color-${name}-contrast`]: `var(--${on})`,
    [`--mantine-color-${name}-light`]: `var(--${soft})`,
    [`--mantine-color-${name}-light-hover`]: `color-mix(in srgb, var(--${soft}) 86%, var(--${words}))`,
    [`--mantine-color-${name}-light-color`]: `var(--${words})`,
    [`--mantine-color-${name}-outline`]: `var(--${words})`,
    [`--mantine-color-${name}-outline-hover`]: `var(--${soft})`,
  };
}

/** The same for both themes: the tokens differ, and the kit's own greys are too faint for small words (WCAG 2.2 AA asks for 4.5 : 1). */
const both = {
  "--mantine-primary-color-contrast": "var(--on-accent)",
  // The kit's word for what stands on a filled ground.
  "--mantine-color-white": "var(--on-accent)",
  "--mantine-color-black": "var(--ink)",
  "--mantine-color-bright": "var(--ink)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-error": "var(--bad)",
  "--mantine-color-placeholder": "var(--muted)",
  "--mantine-color-anchor": "var(--accent-strong)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-dimmed": "var(--muted)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--faint)",
  "--mantine-color-disabled-border": "var(--line)",
  ...tones("ink", { fill: "ink", hover: "ink-2", on: "surface", soft: "sunken", words: "ink-2" }),
  ...tones("moss", {
    fill: "accent",
    hover: "accent-strong",
    on: "on-accent",
    soft: "accent-soft",
    words: "accent-strong",
  }),
  ...tones("brick", { fill: "bad", hover: "bad-strong", on: "surface", soft: "bad-soft", words: "bad-strong" }),
  ...tones("honey", { fill: "warn", hover: "warn-strong", on: "surface", soft: "warn-soft", words: "warn-strong" }),
};

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: both,
  dark: both,
});
