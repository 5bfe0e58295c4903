/**
 * 简体中文。The terms are those of Huawei Cloud's own Chinese: the SMS console, its user guide and its API reference
 * (support.huaweicloud.com: usermanual-sms, api-sms/UpdateTask, api-sms/UpdateCopyState), and its SDKs.
 *
 * | English               | 中文                 | English               | 中文                   |
 * | --------------------- | -------------------- | --------------------- | ---------------------- |
 * | Server Migration      | 主机迁移服务（SMS）  | volume group          | 卷组                   |
 * |   Service             |                      | logical volume        | 逻辑卷                 |
 * | migration task        | 迁移任务             | physical volume       | 物理卷                 |
 * | source server         | 源端（服务器）       | partition             | 分区                   |
 * | target server         | 目的端（服务器）     | volume (either)       | 卷                     |
 * | configure the target  | 设置目的端           | system / data disk    | 系统盘 / 数据盘        |
 * | file-level migration  | 文件级迁移           | partition style       | 分区类型               |
 * | block-level migration | 块级迁移             | resize                | 调整大小               |
 * | full replication      | 全量复制             | mount point           | 挂载点                 |
 * | (continuous) sync     | （持续）同步         | subvolume             | 子卷                   |
 * | cutover               | 启动目的端（割接）   | NIC                   | 网卡                   |
 * | clone                 | 克隆                 | netmask               | 子网掩码               |
 * | rollback snapshot     | 回滚快照             | public / private      | 公网 / 私网            |
 * | rate limit            | 迁移限速             | EIP                   | 弹性公网IP             |
 * | agent                 | 迁移Agent            | private address       | 私有IP                 |
 * | agent image disk      | 代理镜像磁盘         | Direct Connect        | 云专线                 |
 * | flavor                | 规格                 | region                | 区域                   |
 * | boot mode             | 启动方式             | project               | 项目                   |
 * | boot loader           | 引导程序             | enterprise project    | 企业项目               |
 * | paravirtualized       | 半虚拟化             | account (domain)      | 账号                   |
 * | raw device            | 裸设备               | endpoint              | 终端节点               |
 * | credentials           | 认证信息             | access key            | 访问密钥               |
 * | answer                | 响应                 | agency                | 委托                   |
 *
 * Of the wizard itself: change 修改, applied 已生效, not applied 未生效, unverified 无法确认, skipped 已跳过, Review 核对, draft
 * 草稿, unset 清空, undo 撤销, resume 继续编辑, quit 退出, default 默认. The API is always SMS. States and other words of the
 * API stay as they are. Inserted values (names, sizes, paths, keys) have spaces around them, terms have none
 * inside (弹性公网IP); the punctuation is full-width.
 */
import type { Text } from '../catalogue.ts';
import { access } from './access.ts';
import { cli } from './cli.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { fields } from './fields.ts';
import { fleet } from './fleet.ts';
import { help } from './help.ts';
import { messages } from './messages.ts';
import { pausing } from './pausing.ts';
import { plain } from './plain.ts';
import { plans } from './plans.ts';
import { rate } from './rate.ts';
import { ruleAdvice, ruleTexts } from './rules.ts';
import { screen } from './screen.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';

export const zh: Text = {
  ...messages,
  fields,
  ruleTexts,
  ruleAdvice,
  screen,
  plain,
  cli,
  access,
  doctor,
  tasks,
  errors,
  plans,
  fleet,
  help,
  pausing,
  rate,
  shell,
};
