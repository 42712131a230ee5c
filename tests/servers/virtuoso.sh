#!/bin/sh
# Starts an empty Virtuoso that takes SPARQL updates from anybody: virtuoso.sh FOLDER SQL_PORT HTTP_PORT. Says "ready" and
# runs until it is killed.
set -eu
folder=$1 sql=$2 http=$3
sed -E -e "s#/var/lib/virtuoso-opensource-7/db/#$folder/#" -e "s#/var/lib/virtuoso-opensource-7/#$folder/#" \
    -e "s#^(ServerPort[[:space:]]*=).*1111.*#\1 127.0.0.1:$sql#" /etc/virtuoso-opensource-7/virtuoso.ini |
    sed -E "/^\[HTTPServer\]/,/^\[/ s#^ServerPort.*#ServerPort = 127.0.0.1:$http#" >"$folder/virtuoso.ini"
cd "$folder"
(
    until isql-vt "127.0.0.1:$sql" dba dba 'exec=status();' >/dev/null 2>&1; do sleep 0.3; done
    printf '%s\n' 'GRANT SPARQL_UPDATE TO "SPARQL";' 'GRANT EXECUTE ON DB.DBA.SPARQL_INSERT_DICT_CONTENT TO "SPARQL";' |
        isql-vt "127.0.0.1:$sql" dba dba >/dev/null
    echo ready
) &
exec virtuoso-t +configfile virtuoso.ini +foreground +wait >server.log 2>&1 3>&1
