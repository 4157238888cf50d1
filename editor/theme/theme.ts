import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import classes from "./theme.module.css";

const ink: MantineColorsTuple = [
  "#f3f6f8",
  "#e5ebf0",
  "#cad6df",
  "#a6b8c7",
  "#7b95a9",
  "#56738c",
  "#3c5c76",
  "#2a4963",
  "#17324b",
  "#0f2538",
];
const moss: MantineColorsTuple = [
  "#eaf7f5",
  "#d5ece8",
  "#a9d8d1",
  "#7ac4b9",
  "#53b2a5",
  "#2f9f91",
  "#12877a",
  "#0b7065",
  "#075a51",
  "#03443d",
];
const brick: MantineColorsTuple = [
  "#fdf1ef",
  "#f9e0dc",
  "#f0bdb5",
  "#e6978b",
  "#dc7566",
  "#cf5746",
  "#bd3f2e",
  "#a33223",
  "#86281c",
  "#6b1f15",
];
const honey: MantineColorsTuple = [
  "#fdf6e7",
  "#f8ebcd",
  "#eed59b",
  "#e3bd65",
  "#d8a53a",
  "#c58c1d",
  "#a8730f",
  "#8a5c0a",
  "#6e4907",
  "#543704",
];

/** Calm and precise: one typeface, an 8 px grid, ink for what acts, colour only where it means something. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  colors: { ink, moss, brick, honey },
  primaryColor: "ink",
  primaryShade: 8,
  black: "#16232f",
  defaultRadius: 8,
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
  shadows: {
    sm: "0 1px 2px rgb(15 37 56 / 6%)",
    md: "0 4px 16px -4px rgb(15 37 56 / 14%), 0 1px 3px rgb(15 37 56 / 6%)",
    xl: "0 24px 64px -16px rgb(15 37 56 / 28%), 0 4px 12px rgb(15 37 56 / 8%)",
  },
  // By name and without their `extend`, so that a page loads only the components that it shows.
  components: {
    Button: { defaultProps: { size: "sm" }, classNames: { root: classes.button!, label: classes.buttonLabel! } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "ink", size: 32 } },
    Anchor: { defaultProps: { underline: "always" }, classNames: { root: classes.anchor! } },
    Input: { classNames: { input: classes.input! } },
    InputWrapper: {
      classNames: { label: classes.label!, description: classes.description!, error: classes.error! },
      defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] },
    },
    Menu: {
      defaultProps: { shadow: "md", radius: 10, offset: 6 },
      classNames: { dropdown: classes.floating!, item: classes.menuItem! },
    },
    Modal: {
      defaultProps: {
        radius: 14,
        shadow: "xl",
        centered: true,
        overlayProps: { color: "#0f2538", backgroundOpacity: 0.32 },
      },
      classNames: { title: classes.modalTitle!, header: classes.modalHeader!, body: classes.modalBody! },
    },
    Notification: { defaultProps: { radius: 10 }, classNames: { root: classes.notification! } },
    Popover: { defaultProps: { shadow: "md", radius: 10 }, classNames: { dropdown: classes.floating! } },
    SegmentedControl: {
      defaultProps: { radius: 8 },
      classNames: { root: classes.segments!, indicator: classes.segment!, label: classes.segmentLabel! },
    },
    Skeleton: { defaultProps: { radius: 8 } },
    Switch: { defaultProps: { color: "moss" } },
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

/** Mantine's own greys are too faint for small text on white (WCAG 2.2 AA asks for 4.5 : 1). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {},
  light: {
    "--mantine-color-dimmed": "#566573",
    "--mantine-color-placeholder": "#687684",
    "--mantine-color-error": "#a33223",
  },
});
