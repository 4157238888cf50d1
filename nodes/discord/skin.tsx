import { chat } from "../../editor/skins/chat.tsx";
import classes from "./skin.module.css";

export const skin = chat({ own: classes.post!, size: 40, app: true });
