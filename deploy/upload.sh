#!/usr/bin/env bash
# 把 build/release/site/ 传到对象存储（S3 兼容的接口，用 aws 命令行）。办法和前提见 deploy/README.md。
#   ENDPOINT=https://对象存储的地址 BUCKET=s3://存储桶 deploy/upload.sh           上传
#   ENDPOINT=… BUCKET=… deploy/upload.sh delete                                  过一天再运行：删去已经不用的文件
# 先传网页要用到的，再传数据，最后传网页：传到一半停下，读者看到的仍是完整的旧网页。
set -euo pipefail
cd "${FOLDER:-$(dirname "$0")/../build/release/site}"

if [ "${1:-}" = delete ]; then
  # 大小没变的不动，只删多出来的
  aws --endpoint-url "$ENDPOINT" s3 sync . "$BUCKET" --delete --size-only --no-progress --exclude '*.gz' --exclude '*.br'
  exit
fi

SHORT='public, max-age=300'
LONG='public, max-age=31536000, immutable'
H='[0-9a-f]'
DIGEST="$H$H$H$H$H$H$H$H"
OFFICE=application/vnd.openxmlformats-officedocument

# 下面没有写到的种类不会上传，网站就不全了，所以先查。
if find . -type f | grep -vE '\.(css|js|map|svg|png|json|csv|txt|yaml|ics|xlsx|docx|html|gz|br)$|/(atom|sitemap)\.xml$|/SHA256SUMS$'; then
  echo '以上文件没有写明类型，请在 deploy/upload.sh 里加上。没有上传。' >&2
  exit 1
fi

put() { # 哪些文件 类型 缓存 [别的 aws 选项]
  aws --endpoint-url "$ENDPOINT" s3 cp . "$BUCKET" --recursive --no-progress --only-show-errors \
    --exclude '*' --include "$1" --content-type "$2" --cache-control "$3" "${@:4}"
}

# 一、名字里有校验码的：永久缓存
put "*assets/*.$DIGEST.min.css" 'text/css; charset=utf-8' "$LONG"
put "*assets/*.$DIGEST.min.js" 'text/javascript; charset=utf-8' "$LONG"
put "*assets/*.$DIGEST.min.*.map" application/json "$LONG"
# 二、其余的样式、脚本、图
put '*assets/*.css' 'text/css; charset=utf-8' "$SHORT" --exclude "*.$DIGEST.min.css"
put '*assets/*.js' 'text/javascript; charset=utf-8' "$SHORT" --exclude "*.$DIGEST.min.js"
put '*.svg' image/svg+xml "$SHORT"
put '*.png' image/png "$SHORT"
# 三、数据和订阅
put '*.json' application/json "$SHORT"
put '*SHA256SUMS' 'text/plain; charset=utf-8' "$SHORT"
put '*.yaml' application/yaml "$SHORT"
put '*.csv' 'text/csv; charset=utf-8' "$SHORT"
put '*.txt' 'text/plain; charset=utf-8' "$SHORT"
put '*.ics' 'text/calendar; charset=utf-8' "$SHORT"
put '*atom.xml' 'application/atom+xml; charset=utf-8' "$SHORT"
put '*sitemap.xml' 'application/xml; charset=utf-8' "$SHORT"
put '*.xlsx' "$OFFICE.spreadsheetml.sheet" "$SHORT"
put '*.docx' "$OFFICE.wordprocessingml.document" "$SHORT"
# 四、网页，最后是保存离线页面的 sw.js
put '*.html' 'text/html; charset=utf-8' "$SHORT"
put '*sw.js' 'text/javascript; charset=utf-8' no-cache
