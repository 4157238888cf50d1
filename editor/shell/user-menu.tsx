import { Menu, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import {
  IconBell,
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconCheck,
  type Icon,
  IconDeviceDesktop,
  IconHandStop,
  IconKey,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { lazy } from "../ui/lazy.ts";
import { useLocation } from "wouter";
import { languages } from "#engine/text.ts";
import type { Density, Theme } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { Face } from "../ui/face.tsx";
import { Late } from "../ui/late.tsx";
import classes from "./user-menu.module.css";

// What is asked for by a press comes when it is pressed.
const PasswordDialog = lazy(async () => ({ default: (await import("./password-dialog.tsx")).PasswordDialog }));
const StopDialog = lazy(async () => ({ default: (await import("./stop-dialog.tsx")).StopDialog }));

/** Each language names itself. */
const names = { en: "English", fr: "Français" } as const;

const lights: [Theme, Icon][] = [
  ["device", IconDeviceDesktop],
  ["light", IconSun],
  ["dark", IconMoon],
];

const densities: [Density, Icon][] = [
  ["comfortable", IconBaselineDensityMedium],
  ["compact", IconBaselineDensitySmall],
];

/** Who I am, my own page, my language, theme and density, my password, the stop, the way out. */
export function UserMenu({
  wide = false,
  pressed = false,
}: {
  /** With the name beside the face, as there is room for it. */ wide?: boolean;
  /** It is open from the start. */ pressed?: boolean;
}) {
  const { t, language: spoken } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [, go] = useLocation();
  const [stopping, stop] = useDisclosure(false);
  const [choosing, choose] = useDisclosure(false);
  const change = useChange("changeMe", { done: (reply) => client.setQueryData(["me", {}], reply) });
  const leave = useChange("signOut", {
    done: () => {
      client.clear();
      void import("../hub/kept.ts").then(({ forgetKept }) => forgetKept());
      go("/sign-in");
    },
  });
  // Whoever leaves a browser leaves no notices of theirs on it.
  const away = async () => {
    const { forgetHere } = await import("../notices/push.ts");
    await forgetHere();
    leave.mutate({});
  };
  return (
    <>
      <Menu position={wide ? "top-start" : "bottom-end"} width={248} defaultOpened={pressed} returnFocus>
        <Menu.Target>
          <UnstyledButton className={wide ? classes.wide! : classes.button!} autoFocus={pressed}>
            <VisuallyHidden>{t("user.menu", { name: me.member.name })}</VisuallyHidden>
            <Face name={me.member.name} size={32} />
            {wide && (
              <span className={classes.me} aria-hidden="true">
                <strong>{me.member.name}</strong>
                <span>{t(`role.${me.member.role}`)}</span>
              </span>
            )}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <div className={classes.who}>
            <strong>{me.member.name}</strong>
            <span>
              {t(`role.${me.member.role}`)} · {me.workspace.name}
            </span>
          </div>
          {isEditor(me) && (
            <Menu.Item leftSection={<IconUserCircle size={16} stroke={1.7} />} onClick={() => go("/me")}>
              {t("nav.myPage")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Label>{t("user.language")}</Menu.Label>
          {languages.map((language) => (
            <Menu.Item
              key={language}
              lang={language}
              closeMenuOnClick={false}
              rightSection={spoken === language ? <IconCheck size={15} /> : null}
              onClick={() => change.mutate({ body: { language } })}
            >
              {names[language]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t("user.theme")}</Menu.Label>
          {lights.map(([theme, Light]) => (
            <Menu.Item
              key={theme}
              closeMenuOnClick={false}
              leftSection={<Light size={16} stroke={1.7} />}
              rightSection={me.member.theme === theme ? <IconCheck size={15} /> : null}
              onClick={() => change.mutate({ body: { theme } })}
            >
              {t(`user.theme.${theme}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t("user.density")}</Menu.Label>
          {densities.map(([density, Rows]) => (
            <Menu.Item
              key={density}
              closeMenuOnClick={false}
              leftSection={<Rows size={16} stroke={1.7} />}
              rightSection={me.member.density === density ? <IconCheck size={15} /> : null}
              onClick={() => change.mutate({ body: { density } })}
            >
              {t(`user.density.${density}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconBell size={16} stroke={1.7} />} onClick={() => go("/notices")}>
            {t("user.notices")}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} stroke={1.7} />} onClick={choose.open}>
            {t("user.password")}
          </Menu.Item>
          {isEditor(me) && !me.workspace.stopped && (
            <Menu.Item color="brick" leftSection={<IconHandStop size={16} stroke={1.7} />} onClick={stop.open}>
              {t("user.stop")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={() => void away()}>
            {t("user.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Late opened={stopping}>{(opened) => <StopDialog opened={opened} close={stop.close} />}</Late>
      <Late opened={choosing}>{(opened) => <PasswordDialog opened={opened} close={choose.close} />}</Late>
    </>
  );
}
