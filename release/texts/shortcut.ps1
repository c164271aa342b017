$ErrorActionPreference = 'Stop';
$shell = New-Object -ComObject WScript.Shell;
$desktop = [Environment]::GetFolderPath('Desktop');
$made = Join-Path $env:TEMP 'community-radar.lnk';
$link = $shell.CreateShortcut($made);
$link.TargetPath = $env:RADAR_START;
$link.WorkingDirectory = $env:RADAR_FOLDER;
$link.IconLocation = $env:RADAR_ICON;
$link.WindowStyle = 7;
$link.Save();
$name = (-join [char[]](3648,3619,3604,3634,3619,3660,3594,3640,3617,3594,3609)) + '.lnk';
Move-Item -Force -LiteralPath $made -Destination (Join-Path $desktop $name)
